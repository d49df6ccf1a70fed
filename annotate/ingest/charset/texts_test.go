package charset_test

// sample is an invented news text in one language, a sentence a line, and the encodings of one or two bytes in which
// texts of that language are met.
type sample struct {
	language  string
	encodings string
	text      string
}

var samples = []sample{
	{"en", "windows-1252 macroman ibm850", `The minister’s spokesman said the harbour would stay shut.
“Nobody has asked the fishermen,” the mayor told reporters.
The café on the quay – once full – has been empty since May.
It’s the third time in 2012–2014 that the vote was delayed.
Repairs will cost £5 million, the naïve first estimate said.`},
	{"de", "windows-1252 iso-8859-15 macroman ibm850 ibm437 iso-8859-1", `Die Außenministerin erklärte am Freitag, sie könne dazu nichts sagen.
Für die Fähre über den Fluss fehlen dem Landkreis drei Millionen Euro.
Der Bürgermeister möchte die Straße erst im nächsten Frühjahr öffnen.
Größere Änderungen seien laut Behörde frühestens im März geplant.
Viele Gäste hörten von der Schließung erst während der Überfahrt.`},
	{"fr", "windows-1252 iso-8859-15 macroman ibm850 iso-8859-1", `Le ministère a déclaré à la presse que le port resterait fermé.
Les pêcheurs réclament une aide après l’été très difficile de 2012.
La mairie espère rouvrir le marché où ils vendaient leur poisson.
Selon la préfète, les travaux ont été retardés par la tempête.
Ça ne suffira pas, répète le président de la coopérative.`},
	{"es", "windows-1252 iso-8859-15 macroman ibm850 iso-8859-1", `El señor Muñoz declaró que la reunión no tendría más consecuencias.
¿Quién pagará la reparación del muelle?, preguntó la oposición.
La alcaldía anunció que mañana habrá más información para todos.
Según la compañía, el daño fue mayor de lo que se pensó.
Los niños del pueblo irán a otra escuela el próximo año.`},
	{"pt", "windows-1252 iso-8859-15 macroman ibm850 ibm860 iso-8859-1", `O ministério não confirmou se a reunião será na próxima semana.
A população da região está sem água desde a última terça-feira.
O presidente da câmara afirmou que não há razão para preocupação.
Três irmãos foram resgatados após o incêndio na estação.
A decisão só será anunciada amanhã, disse a porta-voz da polícia.`},
	{"it", "windows-1252 iso-8859-15 macroman ibm850 iso-8859-1", `Il ministro ha detto che la città non può più aspettare i lavori.
Perché il porto è chiuso, si chiedono i pescatori di Valdoria.
La società dovrà pagare metà delle spese già da lunedì.
Venerdì il sindaco parlerà della qualità dell’acqua nel porto.
C’è però chi dubita che il piano sarà pronto per l’estate.`},
	{"nl", "windows-1252 iso-8859-15 iso-8859-1", `De minister zei dat de coördinatie tussen de ministeries beter moet.
Volgens de reünie van vissers is één haven niet genoeg.
Het café aan de kade blijft dicht tot het voorjaar, zegt de eigenaar.
België wil de financiële steun in twee jaar tijd beëindigen.`},
	{"sv", "windows-1252 iso-8859-15 macroman ibm850 iso-8859-1", `Utrikesministern säger att mötet kommer att hållas på måndag.
Färjan går inte längre till ön, enligt länsstyrelsen i går.
Både fiskare och båtägare är oroliga för den nya lagen.
Hon lämnade rådhuset utan att svara på några frågor.`},
	{"da", "windows-1252 iso-8859-15 macroman ibm850 ibm865 iso-8859-1", `Udenrigsministeren siger, at mødet først bliver holdt på mandag.
Færgen sejler ikke længere til øen, oplyser kommunen i går.
Både fiskere og bådejere frygter, at prisen på brændstof øges.
Hun gik fra rådhuset uden at svare på nogen spørgsmål.`},
	{"nb", "windows-1252 iso-8859-15 ibm865 iso-8859-1", `Utenriksministeren sier at møtet først blir holdt på mandag.
Fergen går ikke lenger til øya, opplyser kommunen til avisen.
Både fiskere og båteiere er redde for den nye loven.
Ordføreren ønsker å åpne kaien når reparasjonen er ferdig.`},
	{"fi", "windows-1252 iso-8859-15 macroman ibm850 iso-8859-1", `Ulkoministeri sanoi, että neuvotteluja jatketaan ensi viikolla.
Pääministerin mukaan päätös tehdään vasta kesän jälkeen.
Satama pysyy suljettuna, kertoi kaupunginjohtaja tänään.
Kalastajat eivät usko, että työt päättyvät ennen syksyä.`},
	{"is", "windows-1252 iso-8859-15 iso-8859-1", `Ráðherra sagði að höfnin yrði áfram lokuð fram í næstu viku.
Sjómenn segja að enginn hafi spurt þá um þessa ákvörðun.
Það er ekki ljóst hvað viðgerðin mun kosta, að sögn bæjarstjóra.
Ísinn á firðinum var þykkari en menn höfðu átt von á.`},
	{"pl", "windows-1250 iso-8859-2 ibm852", `Minister powiedział, że rozmowy będą kontynuowane w przyszłym tygodniu.
Źródła zbliżone do rządu mówią o możliwości porozumienia.
Burmistrz ogłosił, że port zostanie zamknięty do końca września.
Część rybaków żąda pieniędzy za zniszczone łodzie i sieci.
Większość radnych sądzi, że naprawa nabrzeża się opóźni.`},
	{"cs", "windows-1250 iso-8859-2 ibm852", `Ministr zahraničí řekl, že jednání budou příští týden pokračovat.
Přístav zůstane uzavřen, dokud nebude opravena poškozená hráz.
Starostka uvedla, že žádné peníze na opravu zatím město nemá.
Ještě včera večer se čekalo na vyjádření českého velvyslance.
Úřady tvrdí, že loď připlula s několikadenním zpožděním.`},
	{"sk", "windows-1250 iso-8859-2 ibm852", `Minister zahraničných vecí povedal, že rokovania budú pokračovať.
Prístav zostane zatvorený, kým nebude opravená poškodená hrádza.
Podľa primátorky mesto nemá na opravu mosta žiadne peniaze.
Ďalšie stretnutie sa uskutoční až začiatkom budúceho týždňa.`},
	{"hu", "windows-1250 iso-8859-2 ibm852", `A külügyminiszter szerint a tárgyalások jövő héten folytatódnak.
A kikötő zárva marad, amíg a sérült gátat meg nem javítják.
Több halász is kártérítést kér az elsüllyedt hajók után.
A polgármester azt mondta, hogy erre most nincsen pénz.
Az őszi ülésen újra szó lesz a híd felújításáról.`},
	{"ro", "windows-1250 iso-8859-2 iso-8859-16", `Ministrul a declarat că discuţiile vor continua săptămâna viitoare.
Portul rămâne închis până când digul va fi reparat, spune primăria.
Pescarii cer despăgubiri pentru bărcile distruse în timpul furtunii.
Preşedintele a refuzat să răspundă la întrebările ziariştilor.`},
	{"hr", "windows-1250 iso-8859-2 ibm852", `Ministar je rekao da će se razgovori nastaviti sljedeći tjedan.
Luka će ostati zatvorena dok se ne popravi oštećeni nasip.
Ribari traže odštetu za brodove koje je uništila oluja.
Gradonačelnik kaže da općina više nema novca za most.`},
	{"sl", "windows-1250 iso-8859-2", `Minister je dejal, da se bodo pogovori nadaljevali prihodnji teden.
Pristanišče bo zaprto, dokler ne bo popravljen poškodovani nasip.
Ribiči zahtevajo odškodnino za čolne, ki jih je uničil vihar.
Županja pravi, da občina za obnovo mostu še vedno nima denarja.`},
	{"tr", "windows-1254 iso-8859-9", `Dışişleri Bakanı, görüşmelerin gelecek hafta süreceğini söyledi.
Liman, hasarlı rıhtım onarılana kadar kapalı kalacak.
Balıkçılar, fırtınada batan tekneleri için yardım istiyor.
Belediye Başkanı, köprü için yeterli paranın olmadığını açıkladı.
İlçede üç gün boyunca okullar tatil edildi, yollar kapandı.`},
	{"ru", "windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic", `Министр иностранных дел заявил, что переговоры будут продолжены.
Порт останется закрытым, пока не отремонтируют дамбу.
Рыбаки требуют возмещения за лодки, разбитые штормом.
Мэр сообщила, что в бюджете города нет денег на мост.
Об этом пишет местная газета со ссылкой на источники.`},
	{"uk", "windows-1251 koi8-u iso-8859-5", `Міністр закордонних справ заявив, що переговори триватимуть.
Порт залишиться закритим, доки не відремонтують дамбу.
Рибалки вимагають відшкодування за човни, розбиті штормом.
Мер повідомила, що в бюджеті міста немає грошей на міст.`},
	{"bg", "windows-1251 iso-8859-5 x-mac-cyrillic", `Външният министър заяви, че преговорите ще продължат.
Пристанището остава затворено, докато не бъде поправен кеят.
Рибарите искат обезщетение за лодките, разбити от бурята.
Кметицата съобщи, че общината няма пари за моста.`},
	{"sr", "windows-1251 iso-8859-5", `Министар је рекао да ће се разговори наставити следеће недеље.
Лука остаје затворена док се не поправи оштећени насип.
Рибари траже одштету за чамце које је уништила олуја.
Градоначелница каже да општина више нема новца за мост.`},
	{"el", "windows-1253 iso-8859-7", `Ο υπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν στην Αθήνα.
Το λιμάνι θα μείνει κλειστό μέχρι να επισκευαστεί η προβλήτα.
Οι ψαράδες ζητούν αποζημίωση για τα σκάφη που βυθίστηκαν.
Η δήμαρχος είπε ότι δεν υπάρχουν άλλα χρήματα για τη γέφυρα.`},
	{"ar", "windows-1256 iso-8859-6", `قال وزير الخارجية إن المحادثات سوف تستمر في الأسبوع المقبل.
وسيبقى الميناء مغلقا حتى يتم إصلاح الرصيف المتضرر.
ويطالب الصيادون بتعويض عن القوارب التي دمرتها العاصفة.
وأضافت رئيسة البلدية أنه لا توجد أموال لبناء الجسر الجديد.`},
	{"fa", "windows-1256", `وزير امور خارجه گفت که گفتگوها هفته آينده ادامه خواهد يافت.
بندر تا زمان تعمير اسکله آسيب ديده بسته خواهد ماند.
ماهيگيران براي قايق هاي غرق شده در توفان غرامت مي خواهند.
شهردار گفت که شهرداري براي ساختن پل تازه پولي ندارد.`},
	{"he", "windows-1255 iso-8859-8", `שר החוץ אמר כי השיחות יימשכו גם בשבוע הבא בירושלים.
הנמל יישאר סגור עד שהרציף שניזוק בסערה יתוקן.
הדייגים דורשים פיצוי על הסירות שנהרסו בלילה.
ראשת העיר הודיעה שאין לעירייה כסף לגשר החדש.`},
	{"lt", "windows-1257 iso-8859-13", `Užsienio reikalų ministras sakė, kad derybos tęsis kitą savaitę.
Uostas liks uždarytas, kol bus sutvarkyta pažeista krantinė.
Žvejai prašo atlyginti nuostolius už audros sudaužytas valtis.
Pasak merės, savivaldybė naujam tiltui pinigų neturi.`},
	{"lv", "windows-1257 iso-8859-13", `Ārlietu ministrs paziņoja, ka sarunas turpināsies nākamnedēļ.
Osta paliks slēgta, līdz tiks salabota bojātā piestātne.
Zvejnieki prasa atlīdzību par vētrā sadauzītajām laivām.
Mēre sacīja, ka pašvaldībai jaunam tiltam naudas nav.`},
	{"et", "windows-1257 iso-8859-13 iso-8859-15", `Välisminister ütles, et läbirääkimised jätkuvad järgmisel nädalal.
Sadam jääb suletuks, kuni kahjustatud kai saab korda.
Kalurid nõuavad hüvitist tormis purunenud paatide eest.
Linnapea sõnul ei ole vallal uue silla jaoks enam raha.`},
	{"th", "windows-874", `รัฐมนตรีกล่าวว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า
ท่าเรือจะยังปิดอยู่จนกว่าจะซ่อมแซมเสร็จ
ชาวประมงเรียกร้องค่าชดเชยสำหรับเรือที่เสียหายจากพายุ`},
	{"ca", "windows-1252 iso-8859-15 iso-8859-1", `El ministre va dir que les converses continuaran la setmana vinent.
El port romandrà tancat fins que s’arregli el moll malmès.
Segons l’alcaldessa, el municipi no té més diners per al pont.`},
	{"sq", "windows-1252 windows-1250", `Ministri tha se bisedimet do të vazhdojnë javën që vjen.
Porti do të mbetet i mbyllur derisa të riparohet skela.
Peshkatarët kërkojnë dëmshpërblim për varkat e shkatërruara.`},
	{"vi", "windows-1258", "Bộ trưởng nói rằng các cuộc đàm phán sẽ tiếp tục vào tuần tới.\n" +
		"Cảng vẫn đóng cửa cho đến khi bến tàu được sửa xong.\n" +
		"Ngư dân đòi bồi thường cho những chiếc thuyền bị bão đánh vỡ."},
	{"zh-Hans", "gbk gb18030", `外交部长星期五表示，会谈将于下周继续举行。
港口将继续关闭，直到受损的码头修好为止。
渔民要求赔偿在暴风雨中被毁的船只，市长说没有钱。
消息人士称，双方在第二轮会谈中取得了一些进展。`},
	{"zh-Hant", "big5", `外交部長星期五表示，會談將於下週繼續舉行。
港口將繼續關閉，直到受損的碼頭修好為止。
漁民要求賠償在暴風雨中被毀的船隻，市長說沒有錢。
消息人士稱，雙方在第二輪會談中取得了一些進展。`},
	{"ja", "shift_jis euc-jp iso-2022-jp", `外務大臣は金曜日、会談は来週も続くと述べた。
壊れた岸壁の修理が終わるまで、港は閉鎖される。
漁師たちは嵐で沈んだ船の補償を求めているという。
市長は「新しい橋のための予算はない」と話した。`},
	{"ko", "euc-kr", `외교부 장관은 금요일 회담이 다음 주에도 계속될 것이라고 말했다.
항구는 부서진 부두가 수리될 때까지 문을 닫는다.
어민들은 폭풍으로 침몰한 배에 대한 보상을 요구했다.
시장은 새 다리를 놓을 예산이 더 이상 없다고 밝혔다.`},
}
