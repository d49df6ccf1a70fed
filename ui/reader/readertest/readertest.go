// Package readertest is for tests and measurements: it makes texts and marks of any size, the same ones each time, and
// tells what a thread has worked.
//
// The program itself must not use it. Start with Text.
package readertest

import (
	"math/rand/v2"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Text returns about size bytes of text like a newspaper's: words by a skewed draw from some 20,000, sentences,
// paragraphs, here and there a dash, a quotation mark or an accent.
func Text(size int) string {
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba be ca co da de en er fi ga ha in ka la le ma me mi na ne ni on or pa ra re ri sa se si ta te ti to un va ve wo é ü")
	vocabulary := make([]string, 20_000)
	for i := range vocabulary {
		for range 1 + r.IntN(4) {
			vocabulary[i] += syllables[r.IntN(len(syllables))]
		}
	}
	var b strings.Builder
	b.Grow(size + 100)
	for b.Len() < size {
		for range 2 + r.IntN(6) {
			for k := range 5 + r.IntN(20) {
				if k > 0 {
					b.WriteByte(' ')
				}
				w := vocabulary[int(float64(len(vocabulary))*r.Float64()*r.Float64()*r.Float64())]
				if r.IntN(40) == 0 {
					w = "“" + w + "” –"
				}
				b.WriteString(w)
			}
			b.WriteString(". ")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Thai returns about size bytes of Thai in paragraphs of about that many bytes: common words and, one in fifteen, names
// that are in no dictionary, a space after about twelve, in a single paragraph none.
func Thai(size, paragraph int) string {
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields(`ที่ และ การ เป็น ใน มี ของ ได้ ให้ ว่า ไม่ จะ กับ ไป มา ก็ แต่ หรือ นี้ ผู้ คน วัน ปี เมือง ประเทศ รัฐบาล ตำรวจ
		ทหาร นายก รัฐมนตรี กล่าว เมื่อ สอง สาม ครั้ง ก่อน หลัง ระหว่าง ประชุม โรงเรียน นักเรียน หนังสือ บ้าน น้ำ อาหาร ตลาด ราคา เงิน
		บริษัท ธุรกิจ เศรษฐกิจ การเมือง สังคม วัฒนธรรม ภาษา ไทย กรุงเทพฯ จังหวัด อำเภอ ตำบล หมู่บ้าน ถนน รถ เรือ เครื่องบิน สนามบิน
		โรงพยาบาล แพทย์ พยาบาล ผู้ป่วย มหาวิทยาลัย อาจารย์ นักศึกษา วิทยาศาสตร์ เทคโนโลยี คอมพิวเตอร์ โทรศัพท์ ข่าว หนังสือพิมพ์`)
	syllables := strings.Fields("แวร์ เรน ฮา เวน ฟรี ดริก ออ เรล เลีย เจนส์ คิน ฮอว์ เฮน สัน โอลา โบร์ก")
	var b strings.Builder
	b.Grow(size + 100)
	for start := 0; b.Len() < size; {
		if r.IntN(15) > 0 {
			b.WriteString(vocabulary[int(float64(len(vocabulary))*r.Float64()*r.Float64())])
		} else {
			for range 2 + r.IntN(4) {
				b.WriteString(syllables[r.IntN(len(syllables))])
			}
		}
		switch {
		case b.Len() > start+paragraph:
			b.WriteByte('\n')
			start = b.Len()
		case paragraph < size && r.IntN(12) == 0:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// Segments spreads n segments of 3 to 62 code points over a text of that many, which is more than 200.
func Segments(n, length int) []annotate.Segment {
	r := rand.New(rand.NewPCG(1, 2))
	segments := make([]annotate.Segment, n)
	for i := range segments {
		start := r.IntN(length - 200)
		segments[i] = annotate.Segment{Start: start, End: start + 3 + r.IntN(60)}
	}
	return segments
}
