#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/// libFuzzer as a library: runs until its options say that it is enough.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*attack)(const uint8_t *data, size_t size));
