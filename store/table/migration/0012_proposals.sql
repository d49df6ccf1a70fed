-- By which words a text tells that somebody says something, as JSON: a list with one object a language. NULL says nothing of any.
ALTER TABLE codebook ADD COLUMN speech TEXT;

-- 1 where the layer of a model holds what is only proposed: it is in no count, no export and no figure unless it is named.
ALTER TABLE annotator ADD COLUMN proposes INTEGER;
