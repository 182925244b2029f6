/* Sizes of the grid, the game's parameters, and the few numerical functions that are called often.

   The grid's sizes P, T, W and X are given when the kernel is compiled. Values in war and talks lie as
   [walked back][support and domestic][power][willingness, trust], those of a settlement as
   [support and domestic][power][trust, share]. The last axes are one block, padded with zeros. */
#ifndef HOLDFAST_GRID_H
#define HOLDFAST_GRID_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PADDED(n) (((n) + 3) / 4 * 4)
enum {
    SIDES = 2,
    DROPPED = 2,
    SUPPORT = 3,
    DOMESTIC = 2,
    LEVELS = SUPPORT * DOMESTIC,
    WAR_BLOCK = PADDED(W * T),
    ROW = PADDED(X),
    PEACE_BLOCK = PADDED((T - 1) * X + ROW + 1),
    WAR_SIZE = DROPPED * LEVELS * P * WAR_BLOCK,
    PEACE_SIZE = LEVELS * P * PEACE_BLOCK,
    LAST_W = (W - 1) * T /* where full willingness starts in a block */
};

/* The fields of GameParameters in their order, then what stands behind the guarantee. */
#define FIELDS(FIELD)                                                                              \
    FIELD(patience)                                                                                \
    FIELD(precision_settlement)                                                                    \
    FIELD(precision_talks)                                                                         \
    FIELD(precision_effort)                                                                        \
    FIELD(precision_guarantor)                                                                     \
    FIELD(base_probe)                                                                              \
    FIELD(base_attack)                                                                             \
    FIELD(base_strike)                                                                             \
    FIELD(base_offer)                                                                              \
    FIELD(base_answer)                                                                             \
    FIELD(base_accept)                                                                             \
    FIELD(base_escalate)                                                                           \
    FIELD(base_honour)                                                                             \
    FIELD(decided)                                                                                 \
    FIELD(line)                                                                                    \
    FIELD(line_follows_power)                                                                      \
    FIELD(cost_challenger)                                                                         \
    FIELD(cost_target)                                                                             \
    FIELD(weariness)                                                                               \
    FIELD(battle_step)                                                                             \
    FIELD(battle_up)                                                                               \
    FIELD(battle_down)                                                                             \
    FIELD(escalation_shift)                                                                        \
    FIELD(escalation_cost_challenger)                                                              \
    FIELD(escalation_cost_target)                                                                  \
    FIELD(calm)                                                                                    \
    FIELD(rearming)                                                                                \
    FIELD(power_ceiling)                                                                           \
    FIELD(first_strike)                                                                            \
    FIELD(first_strike_target)                                                                     \
    FIELD(probe_gain)                                                                              \
    FIELD(probe_power)                                                                             \
    FIELD(accident_probe)                                                                          \
    FIELD(accident_attack)                                                                         \
    FIELD(belief_turnover)                                                                         \
    FIELD(belief_restored)                                                                         \
    FIELD(read_probe)                                                                              \
    FIELD(read_attack)                                                                             \
    FIELD(automatic)                                                                               \
    FIELD(abandonment)                                                                             \
    FIELD(force)                                                                                   \
    FIELD(in_time)                                                                                 \
    FIELD(sanctions)                                                                               \
    FIELD(snap_back)                                                                               \
    FIELD(detection)                                                                               \
    FIELD(false_alarm)                                                                             \
    FIELD(warning)                                                                                 \
    FIELD(answered)                                                                                \
    FIELD(backs_strike)                                                                            \
    FIELD(aid)                                                                                     \
    FIELD(aid_quarters)                                                                            \
    FIELD(conditional)                                                                             \
    FIELD(deployment_cost)                                                                         \
    FIELD(support_decay)                                                                           \
    FIELD(probe_penalty)                                                                           \
    FIELD(reputation_cost)                                                                         \
    FIELD(guarantor_stake)                                                                         \
    FIELD(guarantor_cost)                                                                          \
    FIELD(guarantor_cost_relief)                                                                   \
    FIELD(resolved)                                                                                \
    FIELD(contagion)                                                                               \
    FIELD(rallied)                                                                                \
    FIELD(audience_challenger)                                                                     \
    FIELD(audience_target)                                                                         \
    FIELD(audience_strike)                                                                         \
    FIELD(audience_relief)                                                                         \
    FIELD(precondition)                                                                            \
    FIELD(clarity)                                                                                 \
    FIELD(refusal_odds)                                                                            \
    FIELD(offer_odds)                                                                              \
    FIELD(mediation)                                                                               \
    FIELD(mediator_lean)                                                                           \
    FIELD(smooth_terms)                                                                            \
    FIELD(terms_sharpness)                                                                         \
    FIELD(ratify_share)                                                                            \
    FIELD(ratify_spread)                                                                           \
    FIELD(ratify_guarantee)                                                                        \
    FIELD(support_up)                                                                              \
    FIELD(support_down)                                                                            \
    FIELD(support_leverage)                                                                        \
    FIELD(domestic_up)                                                                             \
    FIELD(domestic_down)                                                                           \
    FIELD(domestic_leverage)                                                                       \
    FIELD(red_line_challenger)                                                                     \
    FIELD(red_line_target)                                                                         \
    FIELD(violations)                                                                              \
    FIELD(strikes)                                                                                 \
    FIELD(talks)                                                                                   \
    FIELD(efforts)                                                                                 \
    FIELD(ratification)                                                                            \
    FIELD(target_first)                                                                            \
    FIELD(power)                                                                                   \
    FIELD(trust)                                                                                   \
    FIELD(willingness)                                                                             \
    FIELD(support)                                                                                 \
    FIELD(domestic)                                                                                \
    FIELD(walked_back)

#define AS_MEMBER(name) double name;
#define AS_TEXT(name) #name ","
typedef struct {
    FIELDS(AS_MEMBER)
    double honoured[SUPPORT], cost[SUPPORT], strength[SUPPORT], shortfall[SUPPORT], honoured_force;
} Given;

static const double STEEPEST = 36.0;  /* log odds beyond which a choice counts as certain */
static const double OVERFLOWS = 700.0; /* exponent beyond which one of three acts is certain */

/* exp(z) = 2^n over/under, with a rational approximation on the rest; relative error below 2e-15. */
typedef struct {
    double over, under;
} Ratio;

static inline Ratio exponential(double z) {
    const double per_bit = 0x1.71547652b82fep0, high = 0x1.62e42fefa3800p-1;
    const double low = 0x1.ef35793c76730p-45, shift = 0x1.8p52;
    double shifted = z * per_bit + shift, whole = shifted - shift;
    double rest = (z - whole * high) - whole * low, square = rest * rest;
    double even = (square * (1.0 / 1008) + 1.0 / 9) * square + 1.0;
    double odd = ((square * (1.0 / 30240) + 1.0 / 72) * square + 0.5) * rest;
    double over = even + odd;
    int64_t exponent, bits;
    memcpy(&exponent, &shifted, 8);
    memcpy(&bits, &over, 8);
    bits += (int64_t)((uint64_t)exponent << 52);
    memcpy(&over, &bits, 8);
    return (Ratio){over, even - odd};
}

static inline double between(double z, double low, double high) {
    z = z > high ? high : z;
    return z < low ? low : z;
}

static inline double log_odds(double chance) { return log(chance / (1.0 - chance)); }

/* The chance of an act with this gain in units of precision, the log odds of its base rate added. */
static inline double chosen(double gain) {
    Ratio e = exponential(between(gain, -STEEPEST, STEEPEST));
    return e.over / (e.over + e.under);
}

#define FOR(index, count) for (int index = 0; index < (count); index++)

/* A loop whose rounds do not depend on each other: no array that it writes overlaps one it reads. */
#if defined(__clang__)
#define EACH(index, count) _Pragma("clang loop vectorize(assume_safety)") FOR(index, count)
#else
#define EACH(index, count) _Pragma("GCC ivdep") FOR(index, count)
#endif

/* Each gain, in units of precision with the base rate's log odds, becomes the chance of the act. A
   loop of its own: so many rounds are under way at once that nothing waits for the division. */
static inline void choose(double *restrict gains, int size) {
    EACH(i, size) gains[i] = chosen(gains[i]);
}

#endif
