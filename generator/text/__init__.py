"""What is done with words: numerals, placeholders, Markdown, articles, citations, differences, pinyin, glyphs."""
