// Names of keys and buttons.
#include "point/input_names.h"

#include <linux/input-event-codes.h>
#include <string.h>

#define NAMES(X)                                                                                   \
    X(KEY_1)                                                                                       \
    X(KEY_2)                                                                                       \
    X(KEY_3)                                                                                       \
    X(KEY_4)                                                                                       \
    X(KEY_5)                                                                                       \
    X(KEY_6)                                                                                       \
    X(KEY_7)                                                                                       \
    X(KEY_8)                                                                                       \
    X(KEY_9)                                                                                       \
    X(KEY_0)                                                                                       \
    X(KEY_A)                                                                                       \
    X(KEY_B)                                                                                       \
    X(KEY_C)                                                                                       \
    X(KEY_D)                                                                                       \
    X(KEY_E)                                                                                       \
    X(KEY_F)                                                                                       \
    X(KEY_G)                                                                                       \
    X(KEY_H)                                                                                       \
    X(KEY_I)                                                                                       \
    X(KEY_J)                                                                                       \
    X(KEY_K)                                                                                       \
    X(KEY_L)                                                                                       \
    X(KEY_M)                                                                                       \
    X(KEY_N)                                                                                       \
    X(KEY_O)                                                                                       \
    X(KEY_P)                                                                                       \
    X(KEY_Q)                                                                                       \
    X(KEY_R)                                                                                       \
    X(KEY_S)                                                                                       \
    X(KEY_T)                                                                                       \
    X(KEY_U)                                                                                       \
    X(KEY_V)                                                                                       \
    X(KEY_W)                                                                                       \
    X(KEY_X)                                                                                       \
    X(KEY_Y)                                                                                       \
    X(KEY_Z)                                                                                       \
    X(KEY_ESC)                                                                                     \
    X(KEY_TAB)                                                                                     \
    X(KEY_ENTER)                                                                                   \
    X(KEY_SPACE)                                                                                   \
    X(KEY_BACKSPACE)                                                                               \
    X(KEY_MINUS)                                                                                   \
    X(KEY_EQUAL)                                                                                   \
    X(KEY_COMMA)                                                                                   \
    X(KEY_DOT)                                                                                     \
    X(KEY_SLASH)                                                                                   \
    X(KEY_UP)                                                                                      \
    X(KEY_DOWN)                                                                                    \
    X(KEY_LEFT)                                                                                    \
    X(KEY_RIGHT)                                                                                   \
    X(KEY_HOME)                                                                                    \
    X(KEY_END)                                                                                     \
    X(KEY_PAGEUP)                                                                                  \
    X(KEY_PAGEDOWN)                                                                                \
    X(KEY_INSERT)                                                                                  \
    X(KEY_DELETE)                                                                                  \
    X(KEY_F1)                                                                                      \
    X(KEY_F2)                                                                                      \
    X(KEY_F3)                                                                                      \
    X(KEY_F4)                                                                                      \
    X(KEY_F5)                                                                                      \
    X(KEY_F6)                                                                                      \
    X(KEY_F7)                                                                                      \
    X(KEY_F8)                                                                                      \
    X(KEY_F9)                                                                                      \
    X(KEY_F10)                                                                                     \
    X(KEY_F11)                                                                                     \
    X(KEY_F12)                                                                                     \
    X(KEY_F13)                                                                                     \
    X(KEY_F14)                                                                                     \
    X(KEY_F15)                                                                                     \
    X(KEY_F16)                                                                                     \
    X(KEY_F17)                                                                                     \
    X(KEY_F18)                                                                                     \
    X(KEY_F19)                                                                                     \
    X(KEY_F20)                                                                                     \
    X(KEY_F21)                                                                                     \
    X(KEY_F22)                                                                                     \
    X(KEY_F23)                                                                                     \
    X(KEY_F24)                                                                                     \
    X(KEY_KP0)                                                                                     \
    X(KEY_KP1)                                                                                     \
    X(KEY_KP2)                                                                                     \
    X(KEY_KP3)                                                                                     \
    X(KEY_KP4)                                                                                     \
    X(KEY_KP5)                                                                                     \
    X(KEY_KP6)                                                                                     \
    X(KEY_KP7)                                                                                     \
    X(KEY_KP8)                                                                                     \
    X(KEY_KP9)                                                                                     \
    X(KEY_KPENTER)                                                                                 \
    X(KEY_KPPLUS)                                                                                  \
    X(KEY_KPMINUS)                                                                                 \
    X(KEY_KPASTERISK)                                                                              \
    X(KEY_KPSLASH)                                                                                 \
    X(KEY_KPDOT)                                                                                   \
    X(KEY_VOLUMEUP)                                                                                \
    X(KEY_VOLUMEDOWN)                                                                              \
    X(KEY_MUTE)                                                                                    \
    X(KEY_POWER)                                                                                   \
    X(KEY_PLAYPAUSE)                                                                               \
    X(KEY_PROG1)                                                                                   \
    X(KEY_PROG2)                                                                                   \
    X(KEY_NEXT)                                                                                    \
    X(KEY_PREVIOUS)                                                                                \
    X(KEY_OK)                                                                                      \
    X(KEY_SELECT)                                                                                  \
    X(BTN_0)                                                                                       \
    X(BTN_1)                                                                                       \
    X(BTN_2)                                                                                       \
    X(BTN_3)                                                                                       \
    X(BTN_4)                                                                                       \
    X(BTN_5)                                                                                       \
    X(BTN_6)                                                                                       \
    X(BTN_7)                                                                                       \
    X(BTN_8)                                                                                       \
    X(BTN_9)                                                                                       \
    X(BTN_LEFT)                                                                                    \
    X(BTN_RIGHT)                                                                                   \
    X(BTN_MIDDLE)                                                                                  \
    X(BTN_SIDE)                                                                                    \
    X(BTN_EXTRA)                                                                                   \
    X(BTN_TRIGGER)                                                                                 \
    X(BTN_THUMB)                                                                                   \
    X(BTN_THUMB2)                                                                                  \
    X(BTN_TOP)                                                                                     \
    X(BTN_TOP2)                                                                                    \
    X(BTN_PINKIE)                                                                                  \
    X(BTN_BASE)                                                                                    \
    X(BTN_BASE2)                                                                                   \
    X(BTN_SOUTH)                                                                                   \
    X(BTN_EAST)                                                                                    \
    X(BTN_NORTH)                                                                                   \
    X(BTN_WEST)                                                                                    \
    X(BTN_START)                                                                                   \
    X(BTN_SELECT)                                                                                  \
    X(BTN_TOUCH)                                                                                   \
    X(BTN_TRIGGER_HAPPY1)                                                                          \
    X(BTN_TRIGGER_HAPPY2)                                                                          \
    X(BTN_TRIGGER_HAPPY3)                                                                          \
    X(BTN_TRIGGER_HAPPY4)                                                                          \
    X(BTN_TRIGGER_HAPPY5)                                                                          \
    X(BTN_TRIGGER_HAPPY6)                                                                          \
    X(BTN_TRIGGER_HAPPY7)                                                                          \
    X(BTN_TRIGGER_HAPPY8)

#define NAME_OF(name) #name,
#define CODE_OF(name) name,
static const char *const names[] = {NAMES(NAME_OF)};
static const int codes[] = {NAMES(CODE_OF)};
enum { NAMES_COUNT = sizeof names / sizeof names[0] };

const char *const *input_names(size_t *count)
{
    *count = NAMES_COUNT;
    return names;
}

int input_code(const char *name)
{
    for (size_t i = 0; i < NAMES_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            return codes[i];
        }
    }
    return -1;
}
