// A small strict reader of XML for tests of pages: what it accepts is well-formed but for what no
// page here has (comments, CDATA, entities beside the five).
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Fails the test with the place when `text` is not well-formed: elements nest, attributes are
// quoted and there once, < and & stand only where they may, everything is UTF-8.
void markup_check(const char *text);

// How many elements of that name there are.
size_t markup_count(const char *text, const char *element);

// Everything between the tags, with one blank for tags; titles of pictures and the style sheet are
// left out. Owns: the caller, by free().
char *markup_words(const char *text);
