"""What customers' words say, subject by subject; of records and errands nothing is known here."""
