// Sound devices, and one opened.
#include "cmd/doctor.h"

#include "base/clock.h"
#include "base/mem.h"
#include "media/devices.h"
#include "media/mixer.h"
#include "point/point.h"

#include <stdlib.h>

static void tell_volume(const struct doctor *self, struct findings *out)
{
    struct troubles troubles = {0};
    struct point *point = point_load(self->point_path, &troubles);
    if (point != NULL && point->volume == 0) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "sound.volume",
                                   .chinese = "宣防点文件里音量是 0",
                                   .english = "the point's volume is 0: nothing is heard",
                                   .mend = mem_format("sudoedit %s", self->point_path)});
    } else if (point != NULL) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "sound.volume",
                                   .chinese = "音量",
                                   .english = "volume",
                                   .fact = mem_format("%d %%", point->volume)});
    }
    troubles_fini(&troubles);
    point_free(point);
}

// "alsa, HDA Intel PCH"
static char *say_devices(const char *driver, const struct str *names)
{
    return mem_format("%s%s%s", driver, names->length > 0 ? ", " : "", str_text(names));
}

void doctor_sound(const struct doctor *self, struct findings *out)
{
    struct str names = {0};
    struct error err = {0};
    int count = 0;
    const char *driver = "";
    if (!devices_list(&names, &count, &driver, &err)) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "sound.none",
                                   .chinese = "没有声音设备：只放画面",
                                   .english = "films stay silent",
                                   .fact = mem_copy(err.text)});
        return;
    }
    struct mixer *mixer = self->is_playing ? NULL : mixer_open(clock_system(), &err);
    if (mixer != NULL) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "sound.opened",
                                   .chinese = "能打开",
                                   .english = "opens",
                                   .fact = say_devices(driver, &names)});
        mixer_close(mixer);
        tell_volume(self, out);
    } else if (self->is_playing) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "sound.in-use",
                                   .chinese = "播放机正在用，不再试开",
                                   .english = "the player has it",
                                   .fact = say_devices(driver, &names)});
        tell_volume(self, out);
    } else {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "sound.closed",
                                   .chinese = "声音设备打不开：只放画面",
                                   .english = "films stay silent",
                                   .fact = mem_copy(err.text),
                                   .mend = count > 0
                                               ? mem_format("sudo usermod -aG audio %s",
                                                            self->has_user ? DOCTOR_USER : "$USER")
                                               : NULL});
    }
    str_fini(&names);
}
