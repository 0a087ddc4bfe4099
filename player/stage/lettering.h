// From what a playlist says about letters to what the text room is asked for. Pure.
#pragma once

#include "playlist/item.h"
#include "text/block.h"

struct text_style lettering(const struct look *look);
