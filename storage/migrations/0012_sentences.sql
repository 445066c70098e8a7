-- The sentence of the day that was shown before a face video, on which day (UTC), and what the check of the video found about it.

ALTER TABLE consents ADD COLUMN sentence TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN sentence_day TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN sentence_finding TEXT;
