// What SDL is told before its video starts, each line with its reason. Thread: main.
#pragma once

void hints_set(void);

// Once the video driver is known: whether a GPU should carry the window's pixels to the glass.
void hints_set_for_driver(const char *driver);
