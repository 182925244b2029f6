"""Reading: from an article to items of evidence, each with the words it rests on."""
