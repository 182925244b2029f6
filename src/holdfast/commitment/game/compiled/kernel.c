/* The kernel's doors. Compiled once for each grid, with its sizes P, T, W, X and a name. */
#include "answers.h"
#include "wander.h"
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#define JOINED_(name, suffix) name##_##suffix
#define JOINED(name, suffix) JOINED_(name, suffix)
#define DOOR(name) JOINED(name, GRID)

typedef struct {
    Room backward;
    Solution solution;
    Forward forward;
} Work;

/* Names in the order of the arrays that go in and come out. */
const char *DOOR(fields)(void) { return FIELDS(AS_TEXT); }
const char *DOOR(numbers)(void) { return NUMBERS(AS_TEXT); }
const char *DOOR(paths)(void) { return PATHS(AS_TEXT); }

/* Which code this machine runs: 3 for AVX2 and fused multiply-add, 4 for AVX-512 too, else 0. */
int DOOR(runs)(void) {
#if defined(__x86_64__)
    const unsigned v4 = bit_AVX512F | bit_AVX512DQ | bit_AVX512CD | bit_AVX512BW | bit_AVX512VL;
    unsigned a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    if (!(c & bit_OSXSAVE) || !(c & bit_AVX) || !(c & bit_FMA)) return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 0x6) != 0x6) return 0; /* the system keeps the wide registers */
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & bit_AVX2)) return 0;
    return (low & 0xe6) == 0xe6 && (b & v4) == v4 ? 4 : 3; /* and the widest */
#else
    return 0;
#endif
}

const char *DOOR(logged)(void) { return LOGGED(AS_TEXT); }
const char *DOOR(summed)(void) { return SUMMED(AS_TEXT); }

size_t DOOR(work_bytes)(void) { return sizeof(Work); }
size_t DOOR(room_bytes)(void) { return sizeof(Room); }
size_t DOOR(solution_bytes)(void) { return sizeof(Solution); }

void DOOR(solve)(Room *room, const Given *given, int horizon, Solution *to) {
    solve_game(room, given, horizon, to);
}

/* Solve `games` games one after the other, and say what each comes to; `later` asks how the
   conflict unfolds too. A game's answers depend on nothing but its own row. */
void DOOR(answer)(Work *work, const Given *given, int games, int horizon, int later, Answers *to) {
    FOR(game, games) {
        const Rules *rules = &work->backward.rules;
        memset(to + game, 0, sizeof *to);
        solve_game(&work->backward, given + game, horizon, &work->solution);
        answer_now(rules, &work->solution, to + game);
        if (later) answer_later(rules, &work->solution, &work->forward, to + game);
    }
}

/* Solve one game, and draw `paths` of it, from number `first` on. What each comes to goes into
   `to`, how many are in which phase at the end of each quarter is added to `phases`, and the
   quarters of the first of them go into `log` where it is given. */
void DOOR(wander)(Work *work, const Given *given, int horizon, uint64_t seed, int64_t first, int paths,
                  int quarters, Summed *to, int64_t (*phases)[PHASES], Logged *log) {
    solve_game(&work->backward, given, horizon, &work->solution);
    FOR(path, paths)
        wander(&work->backward.rules, &work->solution, seed, (uint64_t)(first + path), quarters,
               to + path, phases, path ? NULL : log);
}
