// What the decoder program does for the player: takes the ring, locks itself in, vets the bytes,
// and decodes. Once in a process, before any thread. Nothing can be opened afterwards.
#pragma once

// Returns the program's exit code: 0 shown, or the player is gone; 1 it could not be shown, and the
// ring says why; 2 the descriptors are not what the player hands over.
int serve(int media_fd, int memory_fd, int bell_fd);
