/* Slows down writing to files, in every process that has this library in LD_PRELOAD, while the file that CHAOS_SLOW_FILE names
 * exists: as a disk that others use, or that is about to fail. Pipes and sockets are not slowed. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define SYNC_MS 400
#define WRITE_MS 20

static void pause_if_slow(int fd, long ms)
{
    const char *file = getenv("CHAOS_SLOW_FILE");
    struct stat status;
    if (file && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && access(file, F_OK) == 0) {
        struct timespec pause = {0, ms * 1000000};
        nanosleep(&pause, NULL);
    }
}

#define SLOWED(result, name, ms, parameters, arguments) \
    result name parameters \
    { \
        static result(*real) parameters; \
        if (!real) \
            real = (result(*) parameters)dlsym(RTLD_NEXT, #name); \
        pause_if_slow(fd, ms); \
        return real arguments; \
    }

SLOWED(int, fsync, SYNC_MS, (int fd), (fd))
SLOWED(int, fdatasync, SYNC_MS, (int fd), (fd))
SLOWED(ssize_t, write, WRITE_MS, (int fd, const void *data, size_t size), (fd, data, size))
SLOWED(ssize_t, pwrite, WRITE_MS, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
SLOWED(ssize_t, pwrite64, WRITE_MS, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
