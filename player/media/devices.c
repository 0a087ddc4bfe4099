// SDL's list of sound devices.
#include "media/devices.h"

#include <SDL.h>

bool devices_list(struct str *names, int *count, const char **driver, struct error *err)
{
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        return error_set(err, ERROR_DEVICE, "%s", SDL_GetError());
    }
    int found = SDL_GetNumAudioDevices(0); // −1: it cannot list them, and may have some
    for (int i = 0; i < found; i++) {
        const char *name = SDL_GetAudioDeviceName(i, 0);
        str_addf(names, "%s%s", i == 0 ? "" : ", ", name != NULL ? name : "?");
    }
    *count = found < 0 ? 0 : found;
    *driver = SDL_GetCurrentAudioDriver();
    return true; // the subsystem stays for the process
}
