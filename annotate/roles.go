package annotate

import (
	"slices"
	"strings"
)

// Roles says which label of a codebook is that of claims, which are those of who makes them, and what its relation types say of claims.
// It follows from what the relation types link; what they and the labels are called decides where that leaves several.
type Roles struct {
	Claim    string          // name of the label, "" where there is none
	Actors   []string        // names of the labels, in the order of the codebook
	makes    map[string]bool // relation types by name; true where they lead from a claim to who makes it
	Same     map[string]bool // relation types by name: both claims are the same
	Reports  map[string]bool // the first claim tells of the second, which somebody else makes
	Supports map[string]bool
	Disputes map[string]bool
}

// The words by which codebooks say what cannot be told otherwise, without underscores.
var (
	claimNames    = []string{"claim", "claims", "content", "statement"}
	actorNames    = []string{"actor", "actors", "source", "speaker", "person", "organisation", "organization"}
	makesNames    = []string{"makes", "says", "states", "claims", "asserts", "utters"}
	madeByNames   = []string{"attributed to", "made by", "said by", "stated by"}
	sameNames     = []string{"same claim", "same", "same as", "same content", "same statement", "repeats"}
	reportsNames  = []string{"reports", "contains", "quotes"}
	supportsNames = []string{"supports", "backs", "confirms"}
	disputesNames = []string{"disputes", "contradicts", "denies", "opposes", "attacks", "rejects", "conflicts with"}
)

// The words by which codebooks say whether who makes a claim agrees.
var (
	stanceNames = []string{"stance", "polarity", "agreement"}
	agreeing    = []string{"supports", "support", "positive", "agree", "agrees", "pro", "yes", "true", "for"}
	disagreeing = []string{"opposes", "oppose", "negative", "disagree", "disagrees", "contra", "no", "false", "against"}
)

// Stance is the attribute of a label that says whether who makes a claim agrees with what it is about.
func (l Label) Stance() (Attribute, bool) {
	for _, name := range stanceNames {
		for _, a := range l.Attributes {
			if called(a.Name, []string{name}) {
				return a, true
			}
		}
	}
	return Attribute{}, false
}

// Agrees says whether a value of a stance is agreement, Disagrees whether it is the contrary; others are neither.
func Agrees(value string) bool { return called(value, agreeing) }

// Disagrees says whether a value of a stance is disagreement.
func Disagrees(value string) bool { return called(value, disagreeing) }

func called(name string, list []string) bool {
	return slices.Contains(list, strings.ReplaceAll(FoldName(name), "_", " "))
}

// Roles finds the roles of c.
func (c Codebook) Roles() Roles {
	r := Roles{Claim: c.claimLabel(), makes: map[string]bool{}, Same: map[string]bool{}, Reports: map[string]bool{}, Supports: map[string]bool{}, Disputes: map[string]bool{}}
	c.findMakers(&r)
	c.findBetween(&r)
	return r
}

// claimLabel is what a relation leads to that says so by its name, else the label that is called so, else the one that is linked both to
// itself and from another, else what the first relation within an article leads to.
func (c Codebook) claimLabel() string {
	apart := func(t RelationType) bool { return t.HeadLabel != "" && t.TailLabel != "" && t.HeadLabel != t.TailLabel }
	for _, t := range c.RelationTypes {
		switch {
		case apart(t) && called(t.Name, makesNames):
			return t.TailLabel
		case apart(t) && called(t.Name, madeByNames):
			return t.HeadLabel
		}
	}
	for _, l := range c.Labels {
		if called(l.Name, claimNames) {
			return l.Name
		}
	}
	leads := func(t RelationType) bool { return apart(t) && t.Scope == WithinDocument }
	for _, t := range c.RelationTypes {
		if leads(t) && slices.ContainsFunc(c.RelationTypes, func(own RelationType) bool {
			return own.HeadLabel == t.TailLabel && own.TailLabel == t.TailLabel && (own.Symmetric || own.Scope == WithinStory)
		}) {
			return t.TailLabel
		}
	}
	if i := slices.IndexFunc(c.RelationTypes, leads); i >= 0 {
		return c.RelationTypes[i].TailLabel
	}
	return ""
}

// findMakers finds who makes claims: those linked to them by relations that say so by their names, else by any that leads to claims.
func (c Codebook) findMakers(r *Roles) {
	actors := map[string]bool{}
	add := func(t RelationType, backwards bool) {
		r.makes[t.Name] = backwards
		if actors[t.HeadLabel] = true; backwards {
			delete(actors, t.HeadLabel)
			actors[t.TailLabel] = true
		}
	}
	fits := func(label string) bool { return label == "" || label == r.Claim }
	for _, t := range c.RelationTypes {
		switch {
		case called(t.Name, makesNames) && fits(t.TailLabel) && (t.HeadLabel == "" || t.HeadLabel != r.Claim):
			add(t, false)
		case called(t.Name, madeByNames) && fits(t.HeadLabel) && (t.TailLabel == "" || t.TailLabel != r.Claim):
			add(t, true)
		}
	}
	if len(r.makes) == 0 && r.Claim != "" {
		for _, t := range c.RelationTypes {
			if t.TailLabel == r.Claim && t.HeadLabel != "" && t.HeadLabel != r.Claim {
				add(t, false)
			}
		}
	}
	for _, named := range []bool{false, true} {
		for _, l := range c.Labels {
			if l.Name != r.Claim && (actors[l.Name] || named && called(l.Name, actorNames)) {
				r.Actors = append(r.Actors, l.Name)
			}
		}
		if len(r.Actors) > 0 {
			return
		}
	}
}

// findBetween finds what links claims with claims.
func (c Codebook) findBetween(r *Roles) {
	var rest []RelationType
	fits := func(label string) bool { return label == "" || label == r.Claim }
	for _, t := range c.RelationTypes {
		if !fits(t.HeadLabel) || !fits(t.TailLabel) {
			continue
		}
		switch {
		case called(t.Name, sameNames):
			r.Same[t.Name] = true
		case called(t.Name, reportsNames):
			r.Reports[t.Name] = true
		case called(t.Name, supportsNames):
			r.Supports[t.Name] = true
		case called(t.Name, disputesNames):
			r.Disputes[t.Name] = true
		case r.Claim != "" && t.HeadLabel == r.Claim && t.TailLabel == r.Claim:
			rest = append(rest, t)
		}
	}
	noSame, noReports := len(r.Same) == 0, len(r.Reports) == 0
	for _, t := range rest {
		switch {
		case t.Symmetric && noSame:
			r.Same[t.Name] = true
		case !t.Symmetric && t.Scope == WithinDocument && noReports:
			r.Reports[t.Name] = true
		}
	}
}

// Makes says whether a relation type links who makes a claim with it, and whether it does so backwards, from the claim to who makes it.
func (r Roles) Makes(relationType string) (is, backwards bool) {
	backwards, is = r.makes[relationType]
	return is || called(relationType, makesNames[:1]), backwards
}

// IsActor says whether a label is one of those who make claims.
func (r Roles) IsActor(label string) bool { return slices.Contains(r.Actors, label) }
