-- What a decision knows of the disagreement that it was made on: the item as it then was, who had voted for what, and
-- the relation that came of it.

ALTER TABLE decision ADD COLUMN item TEXT;
ALTER TABLE decision ADD COLUMN votes TEXT;
ALTER TABLE decision ADD COLUMN result_relation_id TEXT;
