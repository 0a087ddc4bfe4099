// Between markup and plain text. Pure; any thread.
#pragma once

// What a reader sees of the markup, in one line: no tags, no joiners. Owns: the caller, by free().
char *card_plain(const char *markup) __attribute__((returns_nonnull, warn_unused_result));

// Markup that shows `text` as it is, brackets and all. Owns: the caller, by free().
char *card_escaped(const char *text) __attribute__((returns_nonnull, warn_unused_result));
