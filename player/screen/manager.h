// Whether an X server has a window manager. Without one nobody enlarges a window that asks for the
// whole screen, and SDL would wait a tenth of a second for it to happen. Private to this room; main
// thread.
#pragma once

#include <stdbool.h>

// False also when the X server ($DISPLAY) does not answer.
bool manager_is_there(void);
