// The marks ‘ ’ “ ” are the same characters in Chinese and in Latin text, but not the same print:
// Chinese ones fill a square, Latin ones are as narrow as letters. Here is told which are Latin.
// Pure; any thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum quote {
    QUOTE_CHINESE = 0, // and every character that is no quotation mark
    QUOTE_LATIN,       // around or behind Latin words in a run of Latin text: “no”, users’
    QUOTE_APOSTROPHE,  // inside a word: Don’t
};

// out[i] becomes what codes[i] is, enum quote. In doubt it is Chinese: “OK” beside a Chinese
// character is.
void quotes_find(const uint32_t *codes, size_t count, uint8_t *out);

// The mark of a typewriter that stands for it where no font has a narrow one: ' or ".
uint32_t quotes_typewritten(uint32_t code);
