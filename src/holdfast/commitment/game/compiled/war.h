/* One quarter of war: talks offered and accepted, then how hard each side fights. */
#ifndef HOLDFAST_WAR_H
#define HOLDFAST_WAR_H
#include "rules.h"

enum { WAR_LEVEL = P * WAR_BLOCK, WAR_HALF = LEVELS * WAR_LEVEL };

typedef struct {
    double offered[WAR_SIZE], accepted[WAR_SIZE];
    double first[WAR_SIZE], after_hold[WAR_SIZE], after_first[WAR_SIZE];
} WarPolicy;

typedef struct {
    double moved[WAR_HALF], node[DROPPED][SIDES][WAR_LEVEL];
} WarRoom;

/* What values are worth before power and support move in the war. */
static void moved(const Rules *rules, WarRoom *room, const double *values, double *to) {
    double gained = rules->given.battle_up, lost = rules->given.battle_down;
    double stayed = 1.0 - gained - lost;
    FOR(dropped, DROPPED) {
        expected(room->moved, &rules->war[dropped], values + dropped * WAR_HALF, WAR_LEVEL);
        FOR(level, LEVELS) FOR(p, P) {
            Reading up = rules->won[p], down = rules->lost[p];
            const double *from = room->moved + level * WAR_LEVEL;
            const double *restrict high = from + up.low * WAR_BLOCK;
            const double *restrict low = from + down.low * WAR_BLOCK;
            const double *restrict here = from + p * WAR_BLOCK;
            double *restrict block = to + dropped * WAR_HALF + level * WAR_LEVEL + p * WAR_BLOCK;
            EACH(i, WAR_BLOCK) {
                int j = i + WAR_BLOCK;
                block[i] = gained * (high[i] + up.weight * (high[j] - high[i])) +
                           lost * (low[i] + down.weight * (low[j] - low[i])) + stayed * here[i];
            }
        }
    }
}

/* A block as it is read at other beliefs of A. */
static inline void believing(const Reading *at, const double *restrict from,
                             double *restrict to) {
    FOR(w, W) {
        const double *restrict low = from + at[w].low * T;
        double weight = at[w].weight;
        EACH(t, T) to[w * T + t] = low[t] + weight * (low[t + T] - low[t]);
    }
    for (int i = W * T; i < WAR_BLOCK; i++) to[i] = 0.0;
}

/* After an offer, for both states of the precondition; an offer short of it drops it. */
static inline void offering(const Rules *rules, const double *values, int where, double short_,
                            double to[DROPPED][WAR_BLOCK]) {
    believing(rules->offered, values + where, to[0]);
    believing(rules->offered, values + WAR_HALF + where, to[1]);
    EACH(i, WAR_BLOCK) to[0][i] += short_ * (to[1][i] - to[0][i]);
}

/* T may offer talks, at a price while its precondition stands unmet; A may accept. */
static void talks_node(const Rules *rules, WarRoom *room, double *const war[SIDES],
                       int level, int p, int dropped,
                       double declined[SIDES][DROPPED][WAR_BLOCK],
                       double agreed[SIDES][DROPPED][WAR_BLOCK], WarPolicy *policy) {
    const Given *g = &rules->given;
    double later = g->patience * (1.0 - g->decided), misread = later * (1.0 - g->clarity);
    double clear = later * g->clarity, on = g->talks, precision = g->precision_talks;
    double base_answer = rules->base.answer, base_offer = rules->base.offer;
    double short_ = dropped ? 0.0 : g->shortfall[level / DOMESTIC];
    double price = g->audience_target * short_, audience = g->audience_challenger;
    int where = dropped * WAR_HALF + level * WAR_LEVEL + p * WAR_BLOCK;
    double read[SIDES][WAR_BLOCK], answers[WAR_BLOCK], offers[WAR_BLOCK];
    double made[SIDES][WAR_BLOCK], refused[SIDES][WAR_BLOCK];
    const double *restrict war_a = war[0] + where, *restrict war_t = war[1] + where;
    const double *restrict no_a = declined[0][dropped], *restrict no_t = declined[1][dropped];
    const double *restrict yes_a = agreed[0][dropped], *restrict yes_t = agreed[1][dropped];
    double flow_a = rules->flow[0][level % DOMESTIC][p], flow_t = rules->flow[1][level % DOMESTIC][p];
    double *restrict to_a = room->node[dropped][0] + p * WAR_BLOCK;
    double *restrict to_t = room->node[dropped][1] + p * WAR_BLOCK;
    FOR(side, SIDES) believing(rules->refused, war[side] + where, read[side]);
    EACH(i, WAR_BLOCK) {
        double gain_a = later * (yes_a[i] - no_a[i]) - audience;
        double gain_t = later * (yes_t[i] - no_t[i]);
        double answer = on * chosen(precision * gain_a + base_answer);
        made[0][i] = flow_a + later * no_a[i] + answer * gain_a;
        made[1][i] = flow_t + later * no_t[i] + answer * gain_t - price;
        refused[0][i] = flow_a + clear * war_a[i] + misread * read[0][i];
        refused[1][i] = flow_t + clear * war_t[i] + misread * read[1][i];
        answers[i] = answer;
    }
    EACH(i, WAR_BLOCK) {
        double over_a = made[0][i] - refused[0][i], over_t = made[1][i] - refused[1][i];
        double offer = on * chosen(precision * over_t + base_offer);
        to_a[i] = refused[0][i] + offer * over_a;
        to_t[i] = refused[1][i] + offer * over_t;
        offers[i] = offer;
    }
    if (policy) {
        memcpy(policy->accepted + where, answers, sizeof answers);
        memcpy(policy->offered + where, offers, sizeof offers);
    }
}

/* One side, then the other, may escalate; both together leave power where it is. */
static void effort(const Rules *rules, double node[SIDES][WAR_LEVEL], int where, int p,
                   double *const values[SIDES], WarPolicy *policy) {
    const Given *g = &rules->given;
    int one = g->target_first != 0.0, two = !one;
    double now = 1.0 - g->patience, base = rules->base.escalate, precision = g->precision_effort;
    double costs[SIDES] = {now * g->escalation_cost_challenger, now * g->escalation_cost_target};
    double cost_one = costs[one], cost_two = costs[two];
    Reading lead = one ? rules->down[p] : rules->up[p], follow = one ? rules->up[p] : rules->down[p];
    double *restrict lead_one = node[one] + lead.low * WAR_BLOCK;
    double *restrict lead_two = node[two] + lead.low * WAR_BLOCK;
    double *restrict follow_one = node[one] + follow.low * WAR_BLOCK;
    double *restrict follow_two = node[two] + follow.low * WAR_BLOCK;
    double *restrict here_one = node[one] + p * WAR_BLOCK;
    double *restrict here_two = node[two] + p * WAR_BLOCK;
    double *restrict to_one = values[one] + where, *restrict to_two = values[two] + where;
    double chances[3][WAR_BLOCK], l = lead.weight, f = follow.weight;
    double hold[SIDES][WAR_BLOCK], leads[SIDES][WAR_BLOCK], gains[2][WAR_BLOCK];
    EACH(i, WAR_BLOCK) {
        int j = i + WAR_BLOCK;
        double first_two = lead_two[i] + l * (lead_two[j] - lead_two[i]);
        double second_two = follow_two[i] + f * (follow_two[j] - follow_two[i]);
        double gain_hold = second_two - cost_two - here_two[i];
        double gain_first = here_two[i] - cost_two - first_two;
        hold[1][i] = first_two;
        gains[0][i] = gain_hold, gains[1][i] = gain_first;
        chances[1][i] = precision * gain_hold + base;
        chances[2][i] = precision * gain_first + base;
    }
    choose(chances[1], 2 * WAR_BLOCK);
    EACH(i, WAR_BLOCK) {
        int j = i + WAR_BLOCK;
        double first_one = lead_one[i] + l * (lead_one[j] - lead_one[i]);
        double second_one = follow_one[i] + f * (follow_one[j] - follow_one[i]);
        double first_two = hold[1][i];
        hold[0][i] = here_one[i] + chances[1][i] * (second_one - here_one[i]);
        hold[1][i] = here_two[i] + chances[1][i] * gains[0][i];
        leads[0][i] = first_one + chances[2][i] * (here_one[i] - first_one) - cost_one - hold[0][i];
        leads[1][i] = first_two + chances[2][i] * gains[1][i] - hold[1][i];
        chances[0][i] = precision * leads[0][i] + base;
    }
    choose(chances[0], WAR_BLOCK);
    EACH(i, WAR_BLOCK) {
        to_one[i] = hold[0][i] + chances[0][i] * leads[0][i];
        to_two[i] = hold[1][i] + chances[0][i] * leads[1][i];
    }
    if (policy) {
        memcpy(policy->first + where, chances[0], sizeof chances[0]);
        memcpy(policy->after_hold + where, chances[1], sizeof chances[1]);
        memcpy(policy->after_first + where, chances[2], sizeof chances[2]);
    }
}

/* From what war and talks are worth after the quarter, power and support moved. */
static void war_quarter(const Rules *rules, WarRoom *room, double *const war[SIDES],
                        double *const talks[SIDES], double *const values[SIDES],
                        WarPolicy *policy) {
    double declined[SIDES][DROPPED][WAR_BLOCK], agreed[SIDES][DROPPED][WAR_BLOCK];
    FOR(level, LEVELS) {
        double short_ = rules->given.shortfall[level / DOMESTIC];
        FOR(p, P) {
            FOR(side, SIDES) {
                int where = level * WAR_LEVEL + p * WAR_BLOCK;
                offering(rules, war[side], where, short_, declined[side]);
                offering(rules, talks[side], where, short_, agreed[side]);
            }
            FOR(dropped, DROPPED)
                talks_node(rules, room, war, level, p, dropped, declined, agreed, policy);
        }
        FOR(dropped, DROPPED) {
            int half = dropped * WAR_HALF + level * WAR_LEVEL;
            if (rules->given.efforts != 0.0) {
                FOR(p, P)
                    effort(rules, room->node[dropped], half + p * WAR_BLOCK, p, values, policy);
            } else {
                FOR(side, SIDES)
                    memcpy(values[side] + half, room->node[dropped][side], sizeof room->node[0][0]);
            }
        }
    }
}

#endif
