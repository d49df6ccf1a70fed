package ingest_test

import (
	"strings"
	"testing"
)

// press is an invented article as papers of one language print it: what stands around it in forms of that language.
type press struct {
	language string
	title    string
	sections []string // rubrics that stand above the title
	bylines  []string // "NAME" is replaced by name
	name     string
	dates    []string // all of 6 May 2031
	body     string   // two paragraphs or more
}

var presses = []press{
	{
		"en", "Ferry link to the islands to close for a year", []string{"Home", "Opinion", "World news", "Home > News > Islands", "Politics", "EXCLUSIVE", "Middle East", "Transport"},
		[]string{"By NAME", "by NAME", "By NAME, Transport Correspondent", "By NAME and Ole Brandt", "Written by NAME", "Author: NAME", "By NAME | The Bay Courier", "By NAME in Skarholm", "NAME, Political Correspondent", "• NAME"},
		"Mira Tolland",
		[]string{"6 May 2031", "May 6, 2031", "Tuesday, May 6, 2031", "Published 6 May 2031 at 4:20 pm", "Published: May 6, 2031 16:20 GMT | Updated: May 7, 2031 09:00 GMT", "May 6, 2031 • 3 minute read", "06 May 2031, 5 min read", "2031-05-06", "6th May 2031", "Posted on May 6th, 2031 by admin"},
		"The ferry between Skarholm and the outer islands will not run for a year, the line said on Monday. The three ships that serve the route are to be mended one after the other in a yard on the coast.\n\nPeople on the islands said that they had not been asked. “We found out from the radio,” a baker told this paper.",
	},
	{
		"de", "Fähre zu den Inseln fällt ein Jahr lang aus", []string{"Startseite", "Politik", "Donnerstag, 4. März 2031", "Startseite > Wirtschaft", "Kommentar"},
		[]string{"Von NAME", "Von NAME, Skarholm", "Von NAME und Ole Brandt", "Autor: NAME", "Text: NAME"}, "Mira Tolland",
		[]string{"6. Mai 2031", "06.05.2031, 16:20 Uhr", "Dienstag, 6. Mai 2031", "Stand: 06.05.2031 16:20 Uhr", "Veröffentlicht am 6. Mai 2031", "6. Mai 2031 um 16:20 Uhr", "06.05.2031 - Lesezeit 3 Min."},
		"Die Fähre zwischen Skarholm und den äußeren Inseln wird ein Jahr lang nicht fahren, wie die Reederei am Montag mitteilte. Die drei Schiffe der Linie sollen nacheinander in einer Werft an der Küste überholt werden.\n\nAuf den Inseln hieß es, man sei nicht gefragt worden. „Wir haben es aus dem Radio erfahren“, sagte ein Bäcker.",
	},
	{
		"fr", "Le ferry des îles à l’arrêt pendant un an", []string{"Accueil", "Politique", "International", "À la une"},
		[]string{"Par NAME", "Par NAME et Ole Brandt", "Auteur : NAME", "Par NAME, envoyée spéciale"}, "Mira Tolland",
		[]string{"6 mai 2031", "Publié le 6 mai 2031 à 16h20", "Mardi 6 mai 2031", "Publié le 06/05/2031 à 16:20", "Le 6 mai 2031 à 16 h 20", "Publié le 6 mai 2031, mis à jour le 7 mai 2031"},
		"Le ferry entre Skarholm et les îles ne circulera pas pendant un an, a annoncé la compagnie lundi. Les trois navires de la ligne seront réparés l’un après l’autre dans un chantier de la côte.\n\nSur les îles, on dit ne pas avoir été consulté. « Nous l’avons appris par la radio », raconte un boulanger.",
	},
	{
		"es", "El transbordador a las islas se detiene un año", []string{"Inicio", "Política", "Internacional", "Opinión"},
		[]string{"Por NAME", "Por NAME y Ole Brandt", "Autor: NAME"}, "Mira Tolland",
		[]string{"6 de mayo de 2031", "Martes, 6 de mayo de 2031", "Publicado el 6 de mayo de 2031", "6 mayo 2031 16:20", "6 de mayo de 2031 a las 16:20 h", "Actualizado el 7 de mayo de 2031 | Publicado el 6 de mayo de 2031"},
		"El transbordador entre Skarholm y las islas no navegará durante un año, según anunció la compañía el lunes. Los tres barcos de la línea serán reparados uno tras otro en un astillero de la costa.\n\nEn las islas dicen que no se les preguntó. «Lo supimos por la radio», dijo un panadero.",
	},
	{
		"pt", "Balsa para as ilhas fica parada durante um ano", []string{"Início", "Política", "Economia"},
		[]string{"Por NAME", "Por NAME e Ole Brandt"}, "Mira Tolland",
		[]string{"6 de maio de 2031", "Publicado em 6 de maio de 2031 às 16h20", "06 mai 2031 - 16h20", "Terça-feira, 6 de maio de 2031"},
		"A balsa entre Skarholm e as ilhas não vai navegar durante um ano, disse a companhia na segunda-feira. Os três navios da linha serão reparados um após o outro em um estaleiro da costa.\n\nNas ilhas, dizem que não foram ouvidos. “Soubemos pelo rádio”, disse um padeiro.",
	},
	{
		"it", "Il traghetto per le isole si ferma per un anno", []string{"Cronaca", "Esteri", "Home"},
		[]string{"Di NAME", "di NAME", "Autore: NAME"}, "Mira Tolland",
		[]string{"6 maggio 2031", "Martedì 6 maggio 2031", "Pubblicato il 6 maggio 2031 alle 16:20", "6 mag 2031", "6 maggio 2031 ore 16:20"},
		"Il traghetto tra Skarholm e le isole non viaggerà per un anno, ha detto la compagnia lunedì. Le tre navi della linea saranno riparate una dopo l’altra in un cantiere della costa.\n\nSulle isole dicono di non essere stati consultati. «Lo abbiamo saputo dalla radio», ha detto un fornaio.",
	},
	{
		"nl", "Veer naar de eilanden vaart een jaar niet", []string{"Binnenland", "Nieuws"},
		[]string{"Door NAME", "Door NAME en Ole Brandt"}, "Mira Tolland",
		[]string{"6 mei 2031", "Dinsdag 6 mei 2031 om 16:20 uur", "Gepubliceerd op 6 mei 2031"},
		"De veerboot tussen Skarholm en de eilanden zal een jaar niet varen, zei de rederij op maandag. De drie schepen van de lijn worden na elkaar in een werf aan de kust hersteld.\n\nOp de eilanden zegt men dat er niets is gevraagd. “Wij hoorden het op de radio”, zei een bakker.",
	},
	{
		"sv", "Färjan till öarna ställs in under ett år", []string{"Nyheter", "Inrikes"}, []string{"Av NAME", "Text: NAME"}, "Mira Tolland",
		[]string{"6 maj 2031", "Publicerad 6 maj 2031 kl 16.20", "Tisdag 6 maj 2031", "Publicerad: 2031-05-06 kl. 16:20", "Uppdaterad 7 maj 2031 | Publicerad 6 maj 2031"},
		"Färjan mellan Skarholm och öarna ska inte gå på ett år, sade rederiet på måndagen. De tre fartygen på linjen ska lagas ett efter ett på ett varv vid kusten.\n\nPå öarna säger man att ingen har frågat dem. ”Vi hörde det på radion”, sade en bagare.",
	},
	{
		"pl", "Prom na wyspy nie będzie kursował przez rok", []string{"Wiadomości", "Kraj"}, []string{"Autor: NAME"}, "Mira Tolland",
		[]string{"6 maja 2031", "Wtorek, 6 maja 2031", "Opublikowano: 6 maja 2031, 16:20", "Data publikacji: 06.05.2031", "6 maja 2031 r., godz. 16:20"},
		"Prom między Skarholm a wyspami nie będzie kursował przez rok, podała w poniedziałek firma. Trzy statki linii zostaną naprawione jeden po drugim w stoczni na wybrzeżu.\n\nNa wyspach mówią, że nikt ich nie pytał. „Dowiedzieliśmy się z radia”, powiedział piekarz.",
	},
	{
		"cs", "Trajekt na ostrovy nebude rok jezdit", []string{"Zprávy", "Domácí"}, []string{"Autor: NAME", "Napsala NAME"}, "Mira Tolland",
		[]string{"6. května 2031", "Úterý 6. května 2031", "Publikováno 6. května 2031 v 16:20", "6. 5. 2031 16:20"},
		"Trajekt mezi Skarholmem a ostrovy nebude rok jezdit, oznámila v pondělí společnost. Tři lodě této linky budou jedna po druhé opraveny v loděnici na pobřeží.\n\nNa ostrovech říkají, že se jich nikdo neptal. „Dozvěděli jsme se to z rádia,“ řekl pekař.",
	},
	{
		"hu", "Egy évig nem jár a komp a szigetekre", []string{"Hírek", "Belföld"}, []string{"Szerző: NAME"}, "Mira Tolland",
		[]string{"2031. május 6.", "2031. május 6. 16:20", "2031. május 6., kedd", "2031.05.06. 16:20"},
		"A Skarholm és a szigetek közötti komp egy évig nem jár, közölte hétfőn a társaság. A vonal három hajóját egymás után egy parti gyárban javítják meg.\n\nA szigeteken azt mondják, hogy nem kérdezték meg őket. „A rádióból tudtuk meg”, mondta egy pék.",
	},
	{
		"tr", "Adalara feribot seferleri bir yıl duruyor", []string{"Gündem", "Son Dakika", "Haberler"}, []string{"Yazan: NAME", "Haber: NAME"}, "Mira Tolland",
		[]string{"6 Mayıs 2031", "6 Mayıs 2031 Salı", "Yayınlanma: 06.05.2031 - 16:20", "06 MAYIS 2031 16:20", "Giriş Tarihi: 6 Mayıs 2031 16:20 | Son Güncelleme: 7 Mayıs 2031 09:00"},
		"Skarholm ile dış adalar arasındaki feribot bir yıl çalışmayacak. Şirket pazartesi günü hattın üç gemisinin kıyıdaki bir tersanede sırayla onarılacağını açıkladı.\n\nAdalılar kendilerine sorulmadığını söylüyor. Bir fırıncı, haberi radyodan duyduk dedi.",
	},
	{
		"id", "Feri ke pulau berhenti selama setahun", []string{"Beranda", "Nasional"}, []string{"Oleh NAME", "Oleh: NAME", "Penulis: NAME"}, "Mira Tolland",
		[]string{"6 Mei 2031", "Selasa, 6 Mei 2031", "Selasa, 06 Mei 2031 16:20 WIB", "Diterbitkan pada 6 Mei 2031 pukul 16:20"},
		"Feri antara Skarholm dan pulau luar tidak akan berlayar selama setahun, kata perusahaan itu pada hari Senin. Tiga kapal di jalur itu akan diperbaiki satu per satu di galangan di pantai.\n\nWarga pulau mengatakan bahwa mereka tidak ditanya. “Kami mendengarnya dari radio,” kata seorang tukang roti.",
	},
	{
		"vi", "Phà ra đảo ngừng chạy trong một năm", []string{"Thời sự", "Trang chủ"}, []string{"Tác giả: NAME"}, "Mira Tolland",
		[]string{"6 tháng 5, 2031", "Thứ ba, 6/5/2031 16:20", "Ngày 6 tháng 5 năm 2031"},
		"Phà giữa Skarholm và các đảo sẽ không chạy trong một năm, công ty cho biết hôm thứ hai. Ba con tàu của tuyến này sẽ được sửa lần lượt tại một xưởng ở bờ biển.\n\nNgười dân trên đảo nói rằng họ không được hỏi. “Chúng tôi nghe tin trên đài”, một người thợ bánh nói.",
	},
	{
		"ru", "Паром на острова не будет ходить год", []string{"Новости", "Главная", "Общество"}, []string{"Автор: NAME", "Текст: NAME"}, "Мира Толланд",
		[]string{"6 мая 2031", "6 мая 2031 года", "Вторник, 6 мая 2031 г.", "Опубликовано 6 мая 2031 в 16:20", "16:20, 6 мая 2031", "06.05.2031 16:20"},
		"Паром между Скархольмом и островами не будет ходить год, сообщила компания в понедельник. Три судна этой линии отремонтируют одно за другим на верфи на побережье.\n\nНа островах говорят, что их не спросили. «Мы узнали об этом по радио», сказал пекарь.",
	},
	{
		"uk", "Пором на острови не ходитиме рік", []string{"Новини", "Головна"}, []string{"Автор: NAME"}, "Міра Толланд",
		[]string{"6 травня 2031", "Вівторок, 6 травня 2031, 16:20", "Опубліковано 6 травня 2031 року"},
		"Пором між Скархольмом і островами не ходитиме рік, повідомила компанія в понеділок. Три судна цієї лінії відремонтують одне за одним на верфі на узбережжі.\n\nНа островах кажуть, що їх не питали. «Ми дізналися про це з радіо», сказав пекар.",
	},
	{
		"ar", "توقف العبارة إلى الجزر لمدة عام", []string{"الرئيسية", "سياسة", "أخبار"}, []string{"بقلم: NAME", "بقلم NAME", "الكاتب: NAME"}, "ميرا تولاند",
		[]string{"6 مايو 2031", "٦ مايو ٢٠٣١", "الثلاثاء 6 مايو 2031", "نشر في 6 مايو 2031 الساعة 16:20", "الثلاثاء، ٦ أيار ٢٠٣١", "تاريخ النشر: 6 مايو/أيار 2031"},
		"أعلنت الشركة أن العبارة بين سكارهولم والجزر ستتوقف لمدة عام. وسيتم إصلاح السفن الثلاث واحدة بعد الأخرى في حوض على الساحل.\n\nويقول سكان الجزر إن أحدا لم يسألهم. وقال خباز إنه سمع الخبر من الإذاعة.",
	},
	{
		"fa", "کشتی جزیره\u200cها یک سال متوقف می\u200cشود", []string{"خانه", "سیاسی"}, []string{"نویسنده: NAME"}, "میرا تولاند",
		[]string{"۶ مه ۲۰۳۱", "سه\u200cشنبه ۶ مه ۲۰۳۱", "۱۶ اردیبهشت ۱۴۱۰", "تاریخ انتشار: ۱۶ اردیبهشت ۱۴۱۰ ساعت ۱۶:۲۰"},
		"شرکت روز دوشنبه گفت که کشتی میان اسکارهولم و جزیره\u200cها یک سال کار نمی\u200cکند. سه کشتی این خط یکی پس از دیگری در ساحل تعمیر می\u200cشوند.\n\nمردم جزیره\u200cها می\u200cگویند که کسی از آنها نپرسید. یک نانوا گفت این خبر را از رادیو شنیده است.",
	},
	{
		"ur", "جزیروں کی کشتی ایک سال کے لیے بند", []string{"پاکستان", "خبریں"}, []string{"تحریر: NAME"}, "میرا ٹولینڈ",
		[]string{"6 مئی 2031", "منگل 6 مئی 2031", "۶ مئی ۲۰۳۱", "تاریخ اشاعت: 6 مئی 2031"},
		"کمپنی نے پیر کو بتایا کہ جزیروں کی کشتی ایک سال تک نہیں چلے گی۔ تین جہاز ایک کے بعد ایک ساحل پر مرمت کیے جائیں گے۔\n\nجزیروں کے لوگوں نے کہا کہ ان سے نہیں پوچھا گیا۔ ایک نانبائی نے کہا کہ اس نے یہ خبر ریڈیو پر سنی۔",
	},
	{
		"hi", "द्वीपों की नाव सेवा एक साल तक बंद रहेगी", []string{"होम", "देश", "राजनीति"}, []string{"लेखक: NAME", "रिपोर्टर: NAME"}, "मीरा टोलैंड",
		[]string{"6 मई 2031", "मंगलवार, 6 मई 2031", "६ मई २०३१", "प्रकाशित: 6 मई 2031, 16:20", "अपडेटेड 7 मई 2031, प्रकाशित 6 मई 2031"},
		"कंपनी ने सोमवार को कहा कि द्वीपों की नाव एक साल तक नहीं चलेगी। तीन जहाज एक के बाद एक तट पर ठीक किए जाएंगे।\n\nद्वीपों के लोगों ने कहा कि उनसे नहीं पूछा गया। एक बेकर ने कहा कि यह खबर रेडियो पर सुनी।",
	},
	{
		"bn", "এক বছর বন্ধ থাকবে দ্বীপের ফেরি", []string{"হোম", "বাংলাদেশ"}, []string{"লেখক: NAME"}, "মীরা টোল্যান্ড",
		[]string{"৬ মে ২০৩১", "মঙ্গলবার, ৬ মে ২০৩১", "প্রকাশ: ৬ মে ২০৩১, ১৬:২০"},
		"কোম্পানি সোমবার জানিয়েছে যে দ্বীপের ফেরি এক বছর চলবে না। তিনটি জাহাজ একের পর এক মেরামত করা হবে।\n\nদ্বীপের লোকেরা বলেছেন যে তাঁদের জিজ্ঞাসা করা হয়নি।",
	},
	{
		"zh", "通往群岛的渡轮将停航一年", []string{"首页", "国际", "评论"}, []string{"作者：NAME", "记者：NAME", "文/NAME"}, "李明华",
		[]string{"2031年5月6日", "2031年05月06日 16:20", "发布时间：2031年5月6日 16:20", "2031-05-06 16:20", "2031年5月6日 星期二"},
		"公司星期一表示，斯卡霍尔姆与外岛之间的渡轮将停航一年。该航线的三艘船将在海岸的船厂依次修理。\n\n岛上的居民说没有人问过他们。一位面包师说，他是从广播里听到的。",
	},
	{
		"ja", "島への船が一年間運休することに", []string{"ホーム", "社説", "国際"}, []string{"執筆：NAME"}, "田中一郎",
		[]string{"2031年5月6日", "2031年5月6日 16時20分", "2031年5月6日(火)", "令和13年5月6日", "公開日：2031年5月6日"},
		"会社は月曜日、スカルホルムと外の島を結ぶ船を一年間運休すると発表した。三隻の船は海岸の造船所で順に修理される。\n\n島の人々は、何も聞かれなかったと話している。パン屋はラジオで知ったと述べた。",
	},
	{
		"ko", "섬으로 가는 배 일 년 동안 멈춘다", []string{"홈", "정치", "사회"}, []string{"NAME 기자", "기자: NAME"}, "김민수",
		[]string{"2031년 5월 6일", "입력 2031.05.06 16:20", "2031-05-06 16:20", "등록 2031.05.06 16:20 수정 2031.05.07 09:00"},
		"회사는 월요일 스카르홀름과 바깥 섬을 잇는 배가 일 년 동안 다니지 않는다고 밝혔다. 세 척의 배는 해안의 조선소에서 차례로 수리된다.\n\n섬 사람들은 아무도 묻지 않았다고 말했다. 빵집 주인은 라디오에서 들었다고 했다.",
	},
	{
		"el", "Σταματά για έναν χρόνο το πλοίο για τα νησιά", []string{"Ειδήσεις", "Πολιτική"}, []string{"Συντάκτης: NAME"}, "Μίρα Τόλλαντ",
		[]string{"6 Μαΐου 2031", "Τρίτη, 6 Μαΐου 2031", "Δημοσιεύτηκε: 6 Μαΐου 2031 16:20"},
		"Το πλοίο ανάμεσα στο Σκάρχολμ και τα νησιά δεν θα ταξιδεύει για έναν χρόνο, είπε η εταιρεία τη Δευτέρα. Τα τρία πλοία θα επισκευαστούν το ένα μετά το άλλο.\n\nΣτα νησιά λένε ότι δεν τους ρώτησε κανείς.",
	},
	{
		"he", "המעבורת לאיים תושבת לשנה", []string{"חדשות", "ראשי"}, []string{"מאת: NAME", "מאת NAME"}, "מירה טולנד",
		[]string{"6 במאי 2031", "יום שלישי, 6 במאי 2031", "פורסם: 6.5.2031 16:20"},
		"החברה הודיעה ביום שני כי המעבורת בין סקרהולם לאיים לא תפליג במשך שנה. שלוש הספינות יתוקנו זו אחר זו.\n\nתושבי האיים אמרו כי איש לא שאל אותם.",
	},
	{
		"th", "เรือข้ามฟากไปเกาะหยุดหนึ่งปี", []string{"หน้าแรก", "ข่าว"}, []string{"ผู้เขียน: NAME"}, "มีรา",
		[]string{"6 พฤษภาคม 2574", "6 พ.ค. 2574", "วันอังคารที่ 6 พฤษภาคม 2031"},
		"บริษัทแจ้งเมื่อวันจันทร์ว่าเรือข้ามฟากระหว่างสการ์โฮล์มกับเกาะรอบนอกจะหยุดให้บริการเป็นเวลาหนึ่งปี และเรือทั้งสามลำจะได้รับการซ่อมทีละลำที่อู่บนชายฝั่งทะเลด้านตะวันออกของเมือง\n\nชาวเกาะกล่าวว่าไม่มีใครถามความเห็นของพวกเขา และพวกเขาได้ยินข่าวนี้จากวิทยุเมื่อเช้าวันเดียวกันก่อนออกไปทำงาน",
	},
	{
		"fi", "Lautta saarille ei kulje vuoteen", []string{"Uutiset", "Kotimaa"}, []string{"Teksti: NAME"}, "Mira Tolland",
		[]string{"6. toukokuuta 2031", "Julkaistu 6. toukokuuta 2031 klo 16.20", "Tiistai 6.5.2031"},
		"Lautta Skarholmin ja saarten välillä ei kulje vuoteen, yhtiö sanoi maanantaina. Linjan kolme alusta korjataan yksi kerrallaan, ja työ tehdään telakalla rannikolla.\n\nSaarilla sanotaan, että heiltä ei kysytty. ”Me kuulimme sen radiosta”, leipuri sanoi.",
	},
	{
		"ro", "Feribotul spre insule se oprește timp de un an", []string{"Știri", "Externe"}, []string{"Autor: NAME"}, "Mira Tolland",
		[]string{"6 mai 2031", "Marți, 6 mai 2031", "Publicat: 6 mai 2031, 16:20"},
		"Feribotul dintre Skarholm și insule nu va circula timp de un an, a anunțat compania luni. Cele trei nave ale liniei vor fi reparate una după alta într-un șantier de pe coastă.\n\nPe insule se spune că nimeni nu i-a întrebat. „Am aflat de la radio”, a spus un brutar.",
	},
	{
		"nb", "Fergen til øyene står i ett år", []string{"Innenriks", "Nyheter"}, []string{"Av NAME", "Tekst: NAME"}, "Mira Tolland",
		[]string{"6. mai 2031", "Publisert 6. mai 2031 kl. 16.20", "tirsdag 06. mai 2031 - 13:26"},
		"Fergen mellom Skarholm og øyene skal ikke gå på ett år, sier rederiet. De tre skipene blir reparert ett etter ett på et verft ved kysten, og ingen nye er leid inn.\n\nPå øyene sier de at ingen har spurt dem. «Vi hørte det på radioen», sier en baker.",
	},
}

// layouts are ways in which a page puts together what stands above an article; each says what of it is there.
var layouts = []struct {
	name                string
	lines               string // R a rubric, T the title, B the byline, D the date; the rest is as it stands
	title, byline, date bool
}{
	{"plain", "T\n\nB\n\nD", true, true, true},
	{"rubric above", "R\n\nT\n\nB\n\nD", true, true, true},
	{"date first", "T\n\nD\n\nB", true, true, true},
	{"date and rubric above", "D\n\nR\n\nT\n\nB", true, true, true},
	{"without blank lines", "R\nT\nB\nD", true, true, true},
	{"one paragraph", "T\nB\nD", true, true, true},
	{"byline and date on a line", "T\n\nB | D", true, true, true},
	{"buttons", "Skip to content\n\nMenu\n\nR\n\nT\n\nShare\n\nB\n\nD\n\nFacebook Twitter WhatsApp\n\n12 comments", true, true, true},
	{"counts and a read time", "R\n\nT\n\n1.2k shares\n\nB\n\nD\n\n3 min read\n\nListen to this article", true, true, true},
	{"a picture", "T\n\nPhoto: Ole Brandt\n\nB\n\nD", true, true, true},
	{"a newsletter and an advertisement", "R\n\nT\n\nB\n\nD\n\nAdvertisement\n\nSign up for our daily newsletter", true, true, true},
	{"no date", "R\n\nT\n\nB", true, true, false},
	{"no author", "R\n\nT\n\nD", true, false, true},
	{"title alone", "T", true, false, false},
	{"rubric alone", "R", false, false, false},
	{"date alone", "D", false, false, true},
	{"nothing", "", false, false, false},
}

// TestReadVariants reads a few thousand pages made of invented parts. What is there is found, and nothing is that is not.
func TestReadVariants(t *testing.T) {
	pages := 0
	for _, p := range presses {
		for _, layout := range layouts {
			for n := range max(len(p.sections), len(p.bylines), len(p.dates)) {
				rubric, byline, date := p.sections[n%len(p.sections)], p.bylines[n%len(p.bylines)], p.dates[n%len(p.dates)]
				if layout.name == "byline and date on a line" && strings.HasPrefix(byline, "•") {
					continue
				}
				parts := strings.NewReplacer("R", rubric, "T", p.title, "B", strings.ReplaceAll(byline, "NAME", p.name), "D", date)
				head := ""
				for _, line := range strings.SplitAfter(layout.lines, "\n") {
					switch strings.TrimSpace(line) {
					case "R", "T", "B", "D", "B | D":
						line = parts.Replace(line)
					}
					head += line
				}
				text := strings.TrimSpace(head + "\n\n" + p.body)
				doc := read(t, text)
				pages++
				want := [3]string{}
				if layout.title {
					want[0] = p.title
				}
				if layout.byline {
					want[1] = p.name
					for _, second := range []string{" and ", " und ", " et ", " y ", " e ", " en "} {
						if strings.Contains(byline, "NAME"+second+"Ole Brandt") {
							want[1] += second + "Ole Brandt"
						}
					}
				}
				if layout.date {
					want[2] = "2031-05-06"
				} else if layout.name == "no date" || layout.name == "rubric alone" {
					if strings.Contains(rubric, "2031") {
						want[2] = doc.Published // the day at the top of the page may be that of the article
					}
				}
				if got := [3]string{doc.Title, doc.Author, doc.Published}; got != want {
					t.Errorf("%s, %s:\n got %q\nwant %q in\n%s", p.language, layout.name, got, want, head)
				}
				if doc.Language != p.language {
					t.Errorf("%s, %s: language %q", p.language, layout.name, doc.Language)
				}
				for _, paragraph := range strings.Split(p.body, "\n\n") {
					if kind := covered(doc.Document.Text, paragraph, doc.Regions); kind != "" {
						t.Errorf("%s, %s: prose in a region %s: %s", p.language, layout.name, kind, paragraph)
					}
				}
			}
		}
	}
	if pages < 1500 {
		t.Errorf("only %d pages", pages)
	}
}
