package charset

import (
	"sync"
	"unicode"

	xencoding "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// ideographs say how often an encoding of two bytes a character has a character in its texts. Its standard lists the
// common ones apart, as the first level, and those are spread evenly enough but for the few hundred that half of each
// text is made of.
type ideographs struct {
	usual string // the few hundred
	set   xencoding.Encoding
	first [2]byte // the lead bytes of the first level
	kana  bool    // kana are usual
	once  sync.Once
	cost  map[rune]float32
}

// The costs, in nats, of a character of East Asia.
const (
	usualHan  = 5.5
	commonHan = 8.0
	rareHan   = 10.5
	oddHan    = 13.0 // not in the standard, but in what was added to it
	foreign   = 9.0  // of another country's writing
)

var (
	chinese       = &ideographs{usual: usualChinese, set: simplifiedchinese.GBK, first: [2]byte{0xB0, 0xD7}}
	taiwanese     = &ideographs{usual: usualTaiwanese, set: traditionalchinese.Big5, first: [2]byte{0xA4, 0xC6}}
	japaneseKanji = &ideographs{usual: usualJapanese, set: japanese.EUCJP, first: [2]byte{0xB0, 0xCF}, kana: true}
	hangul        = &ideographs{usual: usualKorean, set: korean.EUCKR, first: [2]byte{0xB0, 0xC8}}
	anyIdeographs = &ideographs{usual: usualChinese + usualTaiwanese + usualJapanese + usualKorean, kana: true}
)

// load fills in what each character of the standard costs.
func (s *ideographs) load() {
	s.cost = map[rune]float32{}
	sets := []*ideographs{s}
	if s.set == nil {
		sets = []*ideographs{chinese, taiwanese, japaneseKanji, hangul}
	}
	for _, set := range sets {
		decoder := set.set.NewDecoder()
		for lead := 0xA1; lead <= 0xFE; lead++ {
			for trail := 0x40; trail <= 0xFE; trail++ {
				if trail < 0xA1 && set != taiwanese {
					continue
				}
				text, err := decoder.Bytes([]byte{byte(lead), byte(trail)})
				if err != nil {
					continue
				}
				cost := float32(rareHan)
				if lead >= int(set.first[0]) && lead <= int(set.first[1]) {
					cost = commonHan
				}
				for _, r := range string(text) {
					if before, found := s.cost[r]; isEastAsian(r) && (!found || cost < before) {
						s.cost[r] = cost
					}
				}
			}
		}
	}
	for _, r := range s.usual {
		s.cost[r] = usualHan
	}
}

// of is what a character of East Asia costs in this encoding.
func (s *ideographs) of(r rune) float32 {
	s.once.Do(s.load)
	switch {
	case r >= 0x3041 && r < 0x3097 || r == 0x30FC:
		return pick(s.kana, 3.8, foreign)
	case r >= 0x30A1 && r < 0x3100:
		return pick(s.kana, 4.6, foreign)
	case r >= 0x3001 && r <= 0x3002 || r == 0xFF0C:
		return 3.5
	case r >= 0x3000 && r < 0x3040 || r >= 0xFF01 && r < 0xFF5F:
		return 5.5
	case r >= 0xFF61 && r < 0xFFA0:
		return foreign + 1
	}
	if cost, found := s.cost[r]; found {
		return cost
	}
	return oddHan
}

func pick(yes bool, a, b float32) float32 {
	if yes {
		return a
	}
	return b
}

// isEastAsian says whether r is written with others of its kind without letters between: ideographs, kana, Hangul, and
// the signs of their width.
func isEastAsian(r rune) bool {
	return r >= 0x1100 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r < 0x3040 ||
		r >= 0xFF01 && r < 0xFFA0 || r == 0x30FC)
}

// The characters that half of each text is made of.
var (
	usualChinese = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所" +
		"民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日" +
		"那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想" +
		"已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指" +
		"几九区强放决西被干做必战先回则任取据处府言报记称示星美际继续议谈消息获港务市警调查交易银济权受何享教保护宣育律尊宗鉴普刑" +
		"婚庭视免治促联遍领土罪界序认信予格切籍属限包括选世类严承迫女充身独况奴隶歧害需证依适集参障暴良仰愿男改努每载族财非均六七" +
		"违八确判控住涉旨单项团择投票失维福术秩础侮布友宪念步誓遵共准构施效赋精神待"
	usualTaiwanese = "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所" +
		"民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日" +
		"那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想" +
		"已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指" +
		"幾九區強放決西被幹做必戰先回則任取據處府言報記稱示星美際繼續議談消息獲港務市警調查交易銀濟權受何享教保護宣尊育律宗鑑普刑" +
		"婚庭視免促聯遍罪界序嚴認信予格切籍包括選世類承願迫治女充身奴隸歧害需證依適限集屬參障暴良仰男改努每載族財均六七違八獨確判" +
		"控住干涉旨況單項團投票失維福術秩礎侮布友係憲念步誓遵共準構施效賦精神待禁殘忍罰"
	usualJapanese = "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土" +
		"木食車何南万毎白天母火右読友左休父雨会社事者部新同市内地自業場力定員開立的通回発明代動田主体理政方不多目最対全法性関現首" +
		"相京議党選挙米軍府県警察調査機表経済臣務述続週係権利及有由条第又受保教平等護合己言他基際育公宣尊進並意成為信制要連民活治" +
		"別罪障家認重完宗差享労働界厳促加域限当婚姻思世文類正義礎心手段反展念共解各身種独刑所与犯作用籍集和無良般訴確準盟普個財産" +
		"位掲非問奴隷罰律害裁判追必実族庭干渉求原否団単含報組格能術科構承欠迫配肝諸好憲歩決協遍達誓約置管轄努布"
	usualKorean = "로하한기지사으년대리시스인고일국자어아부주전정라있구까것가를다는도나랑에이의을은요와서제수과동월적위해성관화원상여되며장" +
		"공학소트중그교치조미문보경세민드회마르산유개계명용프된선터비들오신연발역었영무우방단재등만체진통게모작법행설호식크타물레" +
		"니남현생종본면카바포분양였업군속반립간거운당파데안후말또차러음실내노디형북합할토임목키루표함야강코했특건번태출독광술래및" +
		"란청불초천왕권력쪽메육예별각티두약준베버던려피네직울브류매때최름결히알즈심항금외언른록테품활족급투처입점판배질페송저집승" +
		"평린총창론열황따복추축변람존악환칭향달근령협림접철석쓰더곡격능플편백않농증감케쿠랜글난료애온받째규웨병같범련쟁많든살져탄" +
		"확필워삼량박션참올탈충없책클순츠뜻섬뉴앙컴김담극색밀널센험허블절벌럽채퍼새퓨막슈친너았슬날념효손곳길망머검께누패혹쳐팀완" +
		"엔암익층응견커템흥찰빌높줄졌킨봉징갈픽캐써헌램풍폴논볼취큰헤돌홍텔혁폭릭링률측례"
)
