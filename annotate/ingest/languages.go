package ingest

import "strings"

// traits are what a language is known by among those of its script: small words, letters that few others have, and, where
// words are built by endings, the endings.
type traits struct {
	words, endings []string
	letters        string
}

func words(list, letters string) traits { return traits{words: strings.Fields(list), letters: letters} }

// ending adds the endings of words.
func (t traits) ending(list string) traits {
	t.endings = strings.Fields(list)
	return t
}

// languages lists the languages of each script that several have. Where a script is named after a language, that is the one
// in which a text is that shows nothing of the others.
var languages = map[string]map[string]traits{
	"Latin":    latinLanguages,
	"Cyrillic": cyrillicLanguages,
	"Arabic": {
		"ar":  words("في من على إلى أن التي عن مع هذا الذي ما لا كان هذه بين قال وقال وقالت قالت كما بعد قبل خلال إنه إنها أنه منذ لم لن ولم كل ذلك حول أو ثم عليه منها فيها وفي ومن وأن", "ةىأإكي"),
		"fa":  words("و در به از که این را با است برای آن یک شده می خود تا کرد هم های کند بر شد نیز باید دارد بود یا پس اما گفت دیگر چند درباره کسی روز هر اگر همه نمی", "پچژگکی\u200c"),
		"ur":  words("کے کی میں اور ہے سے کا نے کو پر ہیں کہ اس نہیں تھا ہو گا گی بھی یہ ان کر لیے تھی تھے ایک", "ٹڈڑںےھہپچگکی"),
		"ps":  words("د په او چې کې ته له دا یې هم نه شي وي سره کړي", "ټډړږښګېۍ"),
		"ckb": words("لە بۆ و کە بە ئەم ئەو لەگەڵ لەسەر دەکات", "ێۆڕڵە"),
		"sd":  words("۽ جي ۾ جو کي سان آهي هن تي جا کان آهن ته به", "ٿڀٺڦڪڳڱڻڄڃ۽"),
		"ug":  words("ۋە بىلەن بۇ ئۇ بولغان ئۈچۈن دېگەن", "ۋۇۈېۆى"),
	},
	"Devanagari": {
		"hi": words("के की में और है से का ने को पर हैं कि इस नहीं था भी यह एक लिए कहा कर जो तो ही या हो गया थी थे अपने साथ बाद", ""),
		"mr": words("आणि आहे या व ते च्या होते की मध्ये हे करण्यात नाही आहेत असे केली केले झाली मात्र त्यांनी होती म्हणाले पण झाले", "ळ").ending("च्या ांनी ांना मध्ये ावरील ातील ण्याची ण्यात"),
		"ne": words("छ र को मा हो पनि भने गरेको लाई यो छन् थियो गर्ने भएको तथा रहेको गरी छैन गर्न तर बताए भएन", "").ending("लाई हरू हरूले हरूको एको ेको ियो सम्म बाट छन् नेछ ्ले को ले"),
	},
	"he": {"yi": words("דער די דאָס און איז אין פֿון האָט צו מיט אַז ניט זענען זיך אויף געזאָגט וועגן", "ײװױ")},
	"bn": {"as": words("আৰু এই হৈছে কৰা পৰা বাবে যে", "ৰৱ")},
}

var cyrillicLanguages = map[string]traits{
	"ru": words("и в не на что с по как это он из за к от для было но его у о том также были об этом со которые года если или все до при", "ыэёщъ"),
	"uk": words("і в не на що з та до як це від за він його для про у але також був є після які року або всі під час ніхто буде кілька вже", "їєґіщ"),
	"be": words("і ў не на што з да як гэта ад за ён яго для пра у але таксама былі ці пасля якія года аб зноў", "ўіыэё").ending("аць яць ўся ліся"),
	"bg": words("и на в да се за с от не че е са по ще като към а това при беше които след до има но или си", "ъщ"),
	"sr": words("и у је да се на за са су од не као који што ће би из али то које био након до или", "ђћџ"),
	"mk": words("и на во да се за со од не дека е се по ќе како кон а тоа при беше кои по до има но или", "ѓќѕ"),
	"kk": words("және мен бен бұл үшін деп бойынша туралы болып екенін оның жылы тағы кейін дейін", "әғқңұүһіыэщъ").ending("лар лер тар тер дар дер ның нің дың дің ған ген қан кен ады еді туралы ны ні ды ді"),
	"ky": words("жана менен бул үчүн болуп деп анын дагы боюнча кийин эле болгон жөнүндө экенин", "ңөүыэё").ending("лар лардын нын нун нүн ууну үүнү уу үү ган ген"),
	"mn": words("нь болон байна гэж энэ юм тухай байсан хийх бол дахин хэлэв хэлсэн байгаа манай дээр", "өүыэё").ending("ийн ын сан сэн сон лаа лээ ууд үүд аас ээс хаас тай тэй"),
	"tg": words("ва дар аз ба ки бо ин барои он аст боз худ шуд гуфт", "ҷӣӯҳғқ"),
	"tt": words("һәм белән бу өчен дә да булган дип буенча турында", "җңөүәһыэ"),
}

var latinLanguages = map[string]traits{
	"en":  words("the of and to in that is was for with on as by it at from his her are were not this have which an be has had but they who said would will he she their been after about more also than or we our its into could when what there over before can may", ""),
	"de":  words("der die und das den von zu mit ist im des nicht ein eine dem sich auf für als auch es an werden aus er hat dass nach wird bei wurde einer einen am zum zur noch sie war sind über vor haben nur wie oder aber um so durch gegen seit beim vom keine ihre", "ßäöü"),
	"fr":  words("le la les de des et du en un une est que dans qui pour au par sur pas plus ne se ce avec il sont aux été cette ont mais elle son ses leur à où sans selon après entre nous vous on fait être comme deux", "èêçœùéàâîïôûë"),
	"es":  words("el la los las de del y que en un una por con se su para es al lo como más no fue ha sus pero entre este son también según desde sobre hasta dijo esta sin ya hay han contra años porque muy cuando", "ñ¿¡áéíóúü"),
	"pt":  words("o a os as de do da dos das e que em um uma para com não por no na se mais foi ao como são seu sua também pelo pela nos nas à disse pelos já até há mas entre depois após está ter sobre ser ainda segundo", "ãõçêâôáéíóúà"),
	"gl":  words("o a os as de do da dos das e que en un unha para con non por no na se máis foi ao como son seu súa tamén polo pola nos nas á dixo xa ata mais entre despois está ter sobre ser aínda segundo moi", "ñáéíóúü"),
	"it":  words("il lo la gli le di del della dei e che in un una per con non è sono da nel alla si come più ha anche dal su ma ai dalla nella delle degli i al questo era hanno stato sulla dopo cui all ed suo", "ìòàèéù"),
	"nl":  words("de het een van en in is dat op te zijn voor met die niet aan er om ook als naar bij werd heeft door maar uit wordt worden tot hij ze nog over dan of deze geen hebben werden na volgens zou meer tegen niemand blijft zich hun haar zei zegt weken jaar", "ĳéë"),
	"sv":  words("och att det i en som på är av för med den till har inte ett om de var han från men vid kan så sig ska efter eller vi inte under också enligt hon skulle blir mot nu detta ingen flera mycket hade säger sade år", "åäöé"),
	"da":  words("og at det i en som på er af for med den til har ikke et om de var han fra men ved kan sig blev efter skal eller også siger hun over mod efter være blive havde nu hvor ingen flere meget sagde år uger bliver nogen uden sammen jeg ud op mellem alle hvad hun sig hvis", "åæøé"),
	"nb":  words("og å det i en som på er av for med den til har ikke et om de var han fra men ved kan seg ble etter skal eller også sier hun over mot være bli hadde nå hvor ingen flere mye sa år uker blir ett noen uten sammen jeg ut opp mellom alle hva hun hvis", "åæøé"),
	"nn":  words("og å det i ein på er av for med den til har ikkje eit om dei var han frå men ved kan seg vart etter skal eller også seier ho over mot vere bli hadde no kvar eg kva berre noko meir blir eitt nokon utan saman ut opp mellom alle seg viss", "åæøé"),
	"fi":  words("ja on ei se että hän oli ovat mutta myös kun joka sekä tai mukaan ole sen jo niin kuin jos vain jälkeen nyt olisi voi hänen ovat ennen kanssa siitä tämän kukaan koska jotka vanha sanoi kertoo", "äöå").ending("ssa ssä sta stä lla llä lle lta ltä ksi nen vat vät aan ään een taa tää ista istä iin minen"),
	"et":  words("ja on ei et see oli ta kui ka mis oma aga või selle kes ning välja pärast peab nii kuid jääb taas ütles keegi veel liiga palju vana", "õäöüšž").ending("sse dele mine mise misel eval nud tud vad atud itud use id ks tel del aks"),
	"is":  words("og að í á er sem til það við en var af með um ekki fyrir hann hún þetta frá hefur eftir þess sagði mikið enn sín hafa verið eru ekki", "ðþáéíóúýæö"),
	"fo":  words("og at í á er sum til tað við men var av um ikki fyri hann hon frá hevur eftir ein teir", "ðáíóúýæø"),
	"pl":  words("i w na z się nie do to że jest o jak po od za przez dla są ale był co tym oraz jego tego a która które który ma było być jej także już czy będzie ich tylko ze pod może", "łąęśżźćńó"),
	"cs":  words("a v na se je že s z do o to i za po pro jsou by jako ale tak které který od jeho však ve podle který si nebo byl byla aby už není bude ze k před při jen", "řěůáčďéíňóšťúýž"),
	"sk":  words("a v na sa je že s z do o to i za po pre sú by ako ale tak ktoré ktorý od jeho však vo podľa si alebo bol bola aby už nie bude zo k pred pri len", "ľĺŕôäáčďéíňóšťúýž"),
	"sl":  words("in v na se je da s z do o to za po so bi kot ali ki pa od njegov tudi ne bo pri ter je pred še že po", "čšž"),
	"hr":  words("i u je da se na za su od ne kao koji što će bi iz ali to nije kako koja koje o s rekao nakon do ili samo gdje uvijek prije poslije vrijeme mjesto vijeće vijesti riječi djeca cijeli cijene dvije tko nitko tjedan tjedna tisuća općina također tijekom predsjednik ponedjeljak siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca", "đčćšž"),
	"sr":  words("i u je da se na za su od ne kao koji što će bi iz ali to nije kako koja koje o s rekao nakon do ili samo gde uvek pre posle vreme mesto veće vesti reči deca ceo cene dve ko niko nedelja nedelje hiljada opština takođe tokom predsednik ponedeljak januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra", "đčćšž"),
	"ro":  words("și de la în a cu pe din că o nu este un pentru au mai care ce al ale prin sunt fost să ca dar după lui fi va fost cel iar", "șțăşţâî"),
	"hu":  words("a az és hogy nem is egy ez volt meg de csak már mint azt vagy még el szerint ha ki be majd pedig után lesz", "őűáéíóöúü").ending("ban ben nak nek ról ről ból ből hoz hez tak tek ság ség"),
	"tr":  words("ve bir bu için da de ile olarak olan daha çok en gibi sonra kadar ne ama dedi değil ise yeni göre yıl iki kez var diye ya her söyledi belirtti etti o ancak ilgili önce oldu olduğunu kimse üç karar kalacak", "ığşçöü").ending("lar ler ları leri ların lerin nın nin ndan nden ında inde ına ine dı tı mak mek acak ecek ıyor iyor lık masına mesine"),
	"az":  words("və bir bu üçün da də ilə olaraq olan daha çox ki sonra qədər deyib edib görə o", "əğışçöü").ending("lar lər ları ləri nın nin dan dən ında ində ib ıb"),
	"uz":  words("va bu bilan uchun ham deb edi qilish esa haqda yana berdi bo‘yicha boʻyicha bo'yicha bo’yicha", "").ending("lar lari ning dagi moqda gan adi dan"),
	"id":  words("yang dan di itu dengan untuk dari ini dalam tidak pada akan ke juga oleh ada adalah mereka telah kata bahwa karena tersebut sebagai dia bisa sudah para saat lebih atau kepada tetapi mengatakan menurut hingga pemerintah kota senin kamis jumat beberapa", ""),
	"ms":  words("yang dan di itu dengan untuk dari ini dalam tidak pada akan ke juga oleh ada adalah mereka telah kata bahawa kerana tersebut sebagai beliau boleh sudah para ketika lebih atau kepada ialah bagi manakala turut kerajaan bandar tiada berkata semalam isnin khamis jumaat sesiapa beberapa", ""),
	"vi":  words("và của là có không được trong cho một các với người những đã này khi ở về tại từ theo đến ra vào sẽ cũng bị nhưng nói rằng hôm lại", "đươăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáâãèéêìíòóôõùúýĩũ"),
	"ca":  words("el la els les de del i que en un una per amb es al ha no són també més dels pel va ser com però seva aquest", "·àçèéíïòóúü"),
	"eu":  words("eta da ez du ere bat dira izan dute zuen baina hau dela zen egin dituzte gehiago bere esan", "").ending("ak ek aren aren tik rako tzen teko ko eko"),
	"cy":  words("y yr a yn i o ar ei fod wedi mae oedd gan am at bod hyn ond nid ac eu gyda er wrth", "ŵŷâêîô").ending("odd wyd iad"),
	"ga":  words("an na agus a ar i is go ag bhí tá sé siad le do ní atá mar ach nach raibh leis chun seo sin", "áéíóú"),
	"mt":  words("il ta li u f fil ma biex kien dan jew minn għal lil mal bil wara iżda kienu", "ġħżċ"),
	"lb":  words("de den an a vun ass op fir mat net et si hunn huet sech datt och gouf ginn nach bei als sinn dat méi en iwwer vum", "ëéä"),
	"eo":  words("la de kaj en al ke estas ne por kun ili li ŝi sed pri el ĉe kiu tio oni ankaŭ sian siajn", "ĉĝĥĵŝŭ"),
	"sq":  words("të e në dhe për me një që nga se do është si ka u i nuk më janë por ky", "ëç"),
	"lv":  words("un ir ar par no uz ka tas lai kas arī bet pēc kā gada to tika", "āēīūķļņģčšž"),
	"lt":  words("ir yra su kad į iš tai bet po kaip jo buvo ar dėl už apie taip jos vėl prie", "ėįųąęčšūž"),
	"ku":  words("li ji bi ku de û jî ev wî wê xwe bû dike got hat bûn yên ya yê ser kir", "êîûçş"),
	"sw":  words("ya na wa kwa ni katika za la kuwa hiyo huyo cha alisema baada kama hii yake", ""),
	"so":  words("ayaa waxay in ku ka oo uu aad iyo la u soo laga lagu waxaa wuxuu sheegay kale mar", ""),
	"ha":  words("da a na ya ta ce an su ba ne don cewa amma wannan kuma yi zuwa tare sun", "ƙɗɓ"),
	"ceb": words("ang sa ug nga mga na si kay usab niadtong matod dili kini", ""),
	"haw": words("ka ke i ua o ma me no na nā e kā a he ʻana ʻo", "ʻāēīōū"),
	"mi":  words("te o ki he i e nga ngā kua mō ka ko ai anō", "āēīōū"),
	"oc":  words("lo los las la de del que e en un una per amb es al an son dels sus dins aquel mas diguèt coma", "òèàáéíóúç"),
	"tl":  words("ang ng sa na mga ay at si para hindi ito nang may kay din", ""),
	"af":  words("die van en in is dat het nie om te vir met op sy was hy aan ook deur word sal maar hulle ons wat kan of as 'n ’n n gesê nog by", ""),
}

// SmallWords lists words of a language, by its base tag as in BCP 47, that stand in nearly every text of it; none of one that is not known.
func SmallWords(language string) []string {
	for _, several := range languages {
		if of, known := several[language]; known {
			return of.words
		}
	}
	return nil
}
