"""Operations and their merge: pure, without a clock, a file or a database."""
