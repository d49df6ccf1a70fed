package email_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/email"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

const one = "Return-Path: <ana@vell.example>\r\nFrom: =?iso-8859-1?Q?Ana_T=E4rn?= <ana@vell.example>\r\nTo: b@vell.example\r\nSubject: =?utf-8?B?SGFyYm91ciDwn6aKIHNodXQ=?=\r\nDate: Tue, 5 Mar 2024 10:22:00 +0100 (CET)\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain; charset=iso-8859-1; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe port of V=E4ll will stay shut until =\r\nFriday,=20\r\nthe mayor said.\r\n\r\nNobody asked why.\r\n" +
	"--y\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--y--\r\n--x\r\nContent-Type: application/pdf; name=\"offer.pdf\"\r\nContent-Disposition: attachment; filename=\"offer.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n"

func TestAMailIsRead(t *testing.T) {
	if !email.Format.Recognise("a", []byte(one)) {
		t.Error("not recognised")
	}
	d, notes := readtest.One(t, email.Format, "a.eml", []byte(one), form.ReadOptions{})
	if !strings.HasSuffix(d.Text, "\n\nThe port of Väll will stay shut until Friday, the mayor said.\n\nNobody asked why.") || !strings.HasPrefix(readtest.Marked(d), "⟦title:Harbour 🦊 shut⟧") {
		t.Errorf("%s", readtest.Marked(d))
	}
	if d.Title != "Harbour 🦊 shut" || d.Author != "Ana Tärn" || d.Published != "2024-03-05T10:22:00+01:00" {
		t.Errorf("%+v", d.Document)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "attached was left out: “offer.pdf”") {
		t.Errorf("%q", notes)
	}
	html := "From: a@b.example\nDate: Tue, 5 Mar 2024 10:22:00 +0100\nSubject: Fox\nContent-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>A fox came in.</p><p style='display:none'>secret</p><ul><li>one<li>two</ul>"
	d, _ = readtest.One(t, email.Format, "a.eml", []byte(html), form.ReadOptions{})
	if !strings.HasSuffix(d.Text, "\n\nA fox came in.\n\none\ntwo") {
		t.Errorf("%q", d.Text)
	}
}

func TestAMailboxIsDivided(t *testing.T) {
	box := "From ana@vell.example Tue Mar  5 10:22:00 2024\nFrom: ana@vell.example\nDate: Tue, 5 Mar 2024 10:22:00 +0100\nSubject: One\n\nThe port is shut.\n\n>From here nobody leaves.\n\n" +
		"From bo@vell.example Wed Mar  6 10:22:00 2024\nFrom: bo@vell.example\nDate: Wed, 6 Mar 2024 10:22:00 +0100\nSubject: Two\n\nA fox came in.\nFrom there it left.\n\n" +
		"From cy@vell.example Wed Mar  6 10:22:00 2024\nFrom: cy@vell.example\nSubject: Three\nContent-Type: image/png; name=x.png\n\n....\n"
	if !email.Format.Recognise("a", []byte(box)) {
		t.Error("not recognised")
	}
	articles, notes, err := readtest.Read(t, email.Format, "a.mbox", []byte(box), form.ReadOptions{})
	if err != nil || len(articles) != 2 || articles[0].Title != "One" || articles[1].Title != "Two" {
		t.Fatalf("%+v %v", articles, err)
	}
	if !strings.HasSuffix(articles[0].Text, "From here nobody leaves.") || !strings.HasSuffix(articles[1].Text, "From there it left.") {
		t.Errorf("%q %q", articles[0].Text, articles[1].Text)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "mail 3 was left out: the mail has no words") {
		t.Errorf("%q", notes)
	}
}

func TestWhatIsNoMailIsNotRead(t *testing.T) {
	for _, text := range []string{"", "From: the port\n\nIt is shut.", "From here: nobody leaves.\n", "Title: Harbour\nDate: 2024-03-05\n\nThe port is shut.", "Date: x\nSubject: y\n\nz"} {
		if email.Format.Recognise("a", []byte(text)) {
			t.Errorf("%q is a mail", text)
		}
	}
	if named := "From: ana@vell.example\nSubject: The port\n\nIt is shut."; email.Format.Recognise("a", []byte(named)) || !email.Format.Recognise("a.eml", []byte(named)) {
		t.Error("a sender and a subject make a mail of a file that is called one, and of no other")
	}
	readtest.Refused(t, email.Format, "a", []byte("The port is shut."), "no mail")
	deep := "From: a@b.example\n"
	for range 50 {
		deep += "Content-Type: multipart/mixed; boundary=x\n\n--x\n"
	}
	readtest.Refused(t, email.Format, "deep", []byte(deep), "")
	for n := 0; n < len(one); n += 5 {
		readtest.Read(t, email.Format, "a.eml", []byte(one[:n]), form.ReadOptions{}) //nolint:errcheck // it must not panic
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(one))
	f.Add([]byte("From a@b 2024\nFrom: x\n\n>From y\n\nFrom z@z 2024\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		email.Format.Recognise("a", data)
		readtest.Read(t, email.Format, "a.eml", data, form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(strings.Repeat("From ana@vell.example Tue Mar  5 10:22:00 2024\nFrom: ana@vell.example\nDate: Tue, 5 Mar 2024 10:22:00 +0100\nSubject: One\n\n"+strings.Repeat("The port of Vell will stay shut until Friday, the mayor said.\n", 40)+"\n", 200))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.Read(b, email.Format, "a.mbox", data, form.ReadOptions{}) //nolint:errcheck // it is timed
	}
}
