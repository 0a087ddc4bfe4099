// Heat, power, memory and the network card.
#include "cmd/doctor.h"
#include "cmd/doctor_tell.h"

#include "base/mem.h"
#include "health/heat.h"
#include "health/machine.h"

#include <stdlib.h>

// Source: README, Figures: a film takes 78 MiB with its decoder, two are open at a change.
enum { LEAST_FREE_KIB = 200 * 1024 };

static void tell_power(const struct heat *heat, const struct heat_verdict *verdict,
                       struct findings *out)
{
    bool was_low = (heat->firmware & (uint32_t)FIRMWARE_UNDER_VOLTAGE << FIRMWARE_EVER) != 0;
    if (verdict->is_under_voltage || was_low) {
        findings_add(
            out, FINDING_WRONG,
            (struct told){
                .id = "heat.under-voltage",
                .chinese = verdict->is_under_voltage
                               ? "供电不足：换足功率的电源和短粗的线"
                               : "开机以来供电曾经不足：换足功率的电源和短粗的线",
                .english = verdict->is_under_voltage
                               ? "the supply gives too little, use a stronger one and a short cable"
                               : "the supply gave too little since boot, use a stronger one"});
    } else if (heat->has_firmware || heat->has_power_word) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "heat.power",
                                   .chinese = "供电正常",
                                   .english = "the supply is enough"});
    }
}

// "61 / 80 °C": it is, and is slowed down at; NULL: nothing measures it.
static char *say_degrees(const struct heat *heat)
{
    if (heat->hottest_mc == HEAT_UNKNOWN) {
        return NULL;
    }
    return heat->slows_mc != HEAT_UNKNOWN
               ? mem_format("%.0f / %.0f °C", heat->hottest_mc / 1000.0, heat->slows_mc / 1000.0)
               : mem_format("%.0f °C", heat->hottest_mc / 1000.0);
}

void doctor_heat_tell(const struct heat *heat, struct findings *out)
{
    struct heat_verdict verdict = heat_judge(NULL, heat);
    uint32_t slowed = (uint32_t)(FIRMWARE_CAPPED | FIRMWARE_THROTTLED) << FIRMWARE_EVER;
    char *degrees = say_degrees(heat);
    if (verdict.is_throttled) {
        findings_add(out, FINDING_WRONG,
                     (struct told){.id = "heat.throttled",
                                   .chinese = "已降速：改善散热或供电",
                                   .english = "slowed down, cool it or feed it better",
                                   .fact = degrees});
    } else if (verdict.is_near) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "heat.near",
                                   .chinese = "快要降速：改善散热",
                                   .english = "soon it is slowed down, let air in",
                                   .fact = degrees});
    } else if ((heat->firmware & slowed) != 0) {
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "heat.was-throttled",
                                   .chinese = "开机以来降过速：改善散热",
                                   .english = "it was slowed down since boot, let air in",
                                   .fact = degrees});
    } else if (degrees != NULL) {
        findings_add(
            out, FINDING_FINE,
            (struct told){
                .id = "heat.cool", .chinese = "不热", .english = "cool enough", .fact = degrees});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "heat.unknown",
                                   .chinese = "没有温度传感器",
                                   .english = "nothing measures the heat"});
    }
    tell_power(heat, &verdict, out);
}

void doctor_heat(const struct doctor *self, struct findings *out)
{
    struct heat heat;
    heat_read(&heat, self->root);
    doctor_heat_tell(&heat, out);
    struct machine machine;
    machine_read(&machine, self->root);
    char *fact = mem_format("%lld / %lld MiB", (long long)machine.available_kib / 1024,
                            (long long)machine.memory_kib / 1024);
    if (machine.available_kib > 0 && machine.available_kib < LEAST_FREE_KIB) {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "heat.memory",
                          .chinese = "可用内存不多：关掉其他程序",
                          .english = "two films may not fit into memory, close other programs",
                          .fact = fact});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "heat.memory",
                                   .chinese = "可用内存",
                                   .english = "memory to be had",
                                   .fact = fact});
    }
}

void doctor_network(const struct doctor *self, struct findings *out)
{
    struct machine machine;
    machine_read(&machine, self->root);
    if (machine.cards_up > 0) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "network.up",
                                   .chinese = "已连接",
                                   .english = "connected",
                                   .fact = mem_copy(machine.card)});
    } else {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "network.none",
                                   .chinese = machine.cards > 0 ? "没有连接，播放不需要网络"
                                                                : "没有网卡，播放不需要网络",
                                   .english = "not connected; playing needs no network"});
    }
}
