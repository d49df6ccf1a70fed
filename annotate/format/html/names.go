package html

import (
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// nobody are names that programs give where they know none.
var nobody = annotate.SetOf(",", `admin,administrator,guest,author,autor,user,root,none,null,unknown,anonymous,webmaster,super user,user name,view all posts,more,follow,share,email,e-mail,home,about,posts,twitter,facebook,see full bio,full bio,read more,fact checked,view profile,getty images,shutterstock,pixabay,unsplash,mehr`)

// beyond are words that stand behind a name and are none of it.
var beyond = annotate.SetOf(",", `published,updated,posted,photo,photos,foto,fotos,bild,bilder,image,images,illustration,illustrations,video,view,read,follow,share,comments,comment,kommentare,min,on,in,am,um,at,for,für,last,special,story,text,contact,email,symbolbild,leave,bio,see,more,about,author,autor,tech,head,vice,executive,chefredakteur`)

// calendar are words with which a date begins, and some names.
var calendar = annotate.SetOf(",", `january,february,march,april,may,june,july,august,september,october,november,december,jan,feb,mar,apr,jun,jul,aug,sep,sept,oct,nov,dec,monday,tuesday,wednesday,thursday,friday,saturday,sunday`)

// joining are words between two names.
var joining = annotate.SetOf(",", `and,und,et,y,e,&,и,en,og,och,i,ve,with`)

var particles = annotate.SetOf(",", `van,von,de,der,den,da,di,del,la,le,bin,al,el,zu,dos,du,ter`)

// leading are the names at the beginning of a text, before what else a line says.
func leading(text string) []string {
	var names, name []string
	end := func() bool {
		whole := strings.Join(name, " ")
		name = nil
		if !isNamed(whole) || role(whole) {
			return false
		}
		names = append(names, whole)
		return true
	}
	for word := range strings.FieldsSeq(text) {
		bare := strings.TrimRight(word, ",;|")
		small := strings.ToLower(strings.Trim(bare, ".:"))
		switch {
		case joining[small] && len(name) > 0, bare == "":
			if !end() {
				return names
			}
			continue
		case joining[small] && len(names) > 0:
			continue
		case beyond[small] || calendar[small] && len(name) > 0 || role(bare) || !unicode.IsUpper(firstOf(bare)) && !particles[bare]:
			end()
			return names
		}
		name = append(name, bare)
		if bare != word && !end() {
			return names
		}
	}
	end()
	return names
}

// isNamed says whether a text is the name of somebody: two words or more, none of which stands in the names of papers and desks.
func isNamed(text string) bool {
	return fullName.MatchString(text) && ingest.ReadByline("By "+text) != ""
}

// latin says whether a text begins with a Latin letter.
func latin(text string) bool { return unicode.Is(unicode.Latin, firstOf(text)) }
