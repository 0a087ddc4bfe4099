// Random uuids and the kernel's boot id.
#include "ledger/names.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void name_random(char out[NAME_SIZE])
{
    uint8_t bits[16];
    randombytes_buf(bits, sizeof bits);
    bits[6] = (uint8_t)((bits[6] & 0x0F) | 0x40); // version 4
    bits[8] = (uint8_t)((bits[8] & 0x3F) | 0x80); // variant 1
    char *at = out;
    for (size_t i = 0; i < sizeof bits; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *at++ = '-';
        }
        snprintf(at, 3, "%02x", bits[i]);
        at += 2;
    }
}

void name_of_boot(char out[NAME_SIZE])
{
    ssize_t got = -1;
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        got = read(fd, out, NAME_SIZE - 1);
        close(fd);
    }
    out[NAME_SIZE - 1] = '\0';
    if (got != NAME_SIZE - 1 || strspn(out, "0123456789abcdef-") != NAME_SIZE - 1) {
        name_random(out);
    }
}
