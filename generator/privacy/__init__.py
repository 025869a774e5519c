"""What looks like personal data, in a text and in finished files of every kind; knows no handbook."""
