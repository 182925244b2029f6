/* What one solved game says at its start: gains, choices, holding, and how the conflict unfolds. */
#ifndef HOLDFAST_ANSWERS_H
#define HOLDFAST_ANSWERS_H
#include "holding.h"
#include "passage.h"

enum { QUARTERS = 40, DEALS_WITHIN = 20 };

/* Single numbers first, then one number for each quarter; Python takes the order from here. */
#define NUMBERS(READ)                                                                              \
    READ(war_challenger)                                                                           \
    READ(war_target)                                                                               \
    READ(terms)                                                                                    \
    READ(agreed)                                                                                   \
    READ(line_challenger)                                                                          \
    READ(line_target)                                                                              \
    READ(terms_challenger)                                                                         \
    READ(terms_target)                                                                             \
    READ(offered)                                                                                  \
    READ(accepted)                                                                                 \
    READ(deal_signed)                                                                              \
    READ(works)                                                                                    \
    READ(escalated_challenger)                                                                     \
    READ(escalated_target)                                                                         \
    READ(over_probe_line)                                                                          \
    READ(over_attack_line)                                                                         \
    READ(over_strike_line)                                                                         \
    READ(over_probe_terms)                                                                         \
    READ(over_attack_terms)                                                                        \
    READ(over_strike_terms)                                                                        \
    READ(change_one)                                                                               \
    READ(change_two)                                                                               \
    READ(change_one_start)                                                                         \
    READ(change_two_start)                                                                         \
    READ(war_quarters)                                                                             \
    READ(escalations_challenger)                                                                   \
    READ(escalations_target)                                                                       \
    READ(won)                                                                                      \
    READ(offers_made)                                                                              \
    READ(deals_share)                                                                              \
    READ(deals_support)
#define PATHS(READ)                                                                                \
    READ(holds_line)                                                                               \
    READ(attacked_line)                                                                            \
    READ(holds_terms)                                                                              \
    READ(attacked_terms)                                                                           \
    READ(talks)                                                                                    \
    READ(deal)                                                                                     \
    READ(in_war)                                                                                   \
    READ(in_talks)                                                                                 \
    READ(in_peace)                                                                                 \
    READ(holds_deals)                                                                              \
    READ(attacked_deals)
#define AS_NUMBER(name) double name;
#define AS_PATH(name) double name[QUARTERS];
typedef struct {
    NUMBERS(AS_NUMBER)
    PATHS(AS_PATH)
} Answers;

/* How the start lies between the nodes. */
typedef struct {
    Reading power, trust, willingness;
    int level, dropped;
} Start;

static Start start_of(const Rules *rules) {
    const Given *g = &rules->given;
    return (Start){reading(rules->power, P, g->power), reading(rules->trust, T, g->trust),
                   reading(rules->willingness, W, g->willingness),
                   (int)g->support * DOMESTIC + (int)g->domestic, g->walked_back != 0.0};
}

static double in_war(const double *values, const Start *at) {
    double by_power[2];
    FOR(i, 2) {
        int block = (at->dropped * LEVELS + at->level) * P + at->power.low + i;
        const double *low = values + block * WAR_BLOCK + at->willingness.low * T;
        double here = read_at(low, at->trust, 1), there = read_at(low + T, at->trust, 1);
        by_power[i] = here + at->willingness.weight * (there - here);
    }
    return by_power[0] + at->power.weight * (by_power[1] - by_power[0]);
}

static double in_peace(const double *values, const Start *at, Reading share) {
    double by_power[2];
    FOR(i, 2) {
        const double *block = values + (at->level * P + at->power.low + i) * PEACE_BLOCK;
        const double *low = block + at->trust.low * X;
        double here = read_at(low, share, 1), there = read_at(low + X, share, 1);
        by_power[i] = here + at->trust.weight * (there - here);
    }
    return by_power[0] + at->power.weight * (by_power[1] - by_power[0]);
}

static double in_terms(const double *values, const Start *at) {
    double by_power[2];
    FOR(i, 2)
        by_power[i] = read_at(values + (at->level * P + at->power.low + i) * T, at->trust, 1);
    return by_power[0] + at->power.weight * (by_power[1] - by_power[0]);
}

/* The terms the two would reach now: Nash on the start's own values, or the smooth mean between
   those of the nodes around it. */
static void negotiated(const Rules *rules, const Solution *found, const Start *at, Answers *to) {
    Gains gains = {0};
    to->terms = in_terms(found->talks.terms, at), to->agreed = in_terms(found->talks.agreed, at);
    if (rules->given.smooth_terms != 0.0) return;
    double war[SIDES] = {to->war_challenger, to->war_target};
    red_lines(rules, &gains);
    FOR(side, SIDES) FOR(x, X)
        gains.gain[side][x] =
            in_peace(found->worth.peace[side], at, reading(rules->share, X, rules->share[x])) -
            war[side];
    to->agreed = nash(rules, &gains, &to->terms);
    if (to->agreed == 0.0) to->terms = least_loss(rules, &gains);
}

/* The farthest that two arrays are apart, the padding of their blocks left out. */
static double farthest(const double *one, const double *two, int size, int block, int used) {
    double most = 0.0;
    for (int at = 0; at < size; at += block) FOR(i, used) {
        double apart = fabs(one[at + i] - two[at + i]);
        most = apart > most ? apart : most;
    }
    return most;
}

static void changes(const Solution *found, const Start *at, Answers *to) {
    double sup[2] = {0.0, 0.0}, here[2] = {0.0, 0.0};
    FOR(i, 2) FOR(side, SIDES) {
        double war = farthest(found->worth.war[side], found->earlier_war[i][side], WAR_SIZE,
                              WAR_BLOCK, W * T);
        double peace = farthest(found->worth.peace[side], found->earlier_peace[i][side], PEACE_SIZE,
                                PEACE_BLOCK, T * X);
        double now = fabs(in_war(found->worth.war[side], at) - in_war(found->earlier_war[i][side], at));
        sup[i] = war > sup[i] ? war : sup[i], sup[i] = peace > sup[i] ? peace : sup[i];
        here[i] = now > here[i] ? now : here[i];
    }
    to->change_one = sup[0], to->change_two = sup[1];
    to->change_one_start = here[0], to->change_two_start = here[1];
}

static void settle_at(const Rules *rules, const Solution *found, const Start *at, Answers *to) {
    const PeacePolicy *policy = &found->peace;
    Reading line = reading(rules->share, X, rules->given.line);
    Reading terms = reading(rules->share, X, to->terms);
    to->line_challenger = in_peace(found->worth.peace[0], at, line);
    to->line_target = in_peace(found->worth.peace[1], at, line);
    to->terms_challenger = in_peace(found->worth.peace[0], at, terms);
    to->terms_target = in_peace(found->worth.peace[1], at, terms);
    to->over_probe_line = in_peace(policy->over_probe, at, line);
    to->over_attack_line = in_peace(policy->over_attack, at, line);
    to->over_strike_line = in_peace(policy->over_strike_quiet, at, line);
    to->over_probe_terms = in_peace(policy->over_probe, at, terms);
    to->over_attack_terms = in_peace(policy->over_attack, at, terms);
    to->over_strike_terms = in_peace(policy->over_strike_quiet, at, terms);
    hold_from_start(rules, policy, rules->given.line, QUARTERS, to->holds_line, to->attacked_line);
    hold_from_start(rules, policy, to->terms, QUARTERS, to->holds_terms, to->attacked_terms);
}

static void answer_now(const Rules *rules, const Solution *found, Answers *to) {
    Start at = start_of(rules);
    to->war_challenger = in_war(found->worth.war[0], &at);
    to->war_target = in_war(found->worth.war[1], &at);
    to->offered = in_war(found->war.offered, &at);
    to->accepted = in_war(found->war.accepted, &at);
    to->deal_signed = in_war(found->talks.deal, &at);
    to->works = in_terms(found->talks.works, &at);
    int one = rules->given.target_first != 0.0;
    double first = in_war(found->war.first, &at);
    double second = in_war(found->war.after_hold, &at);
    second += first * (in_war(found->war.after_first, &at) - second);
    to->escalated_challenger = one ? second : first, to->escalated_target = one ? first : second;
    if (rules->given.efforts == 0.0) to->escalated_challenger = to->escalated_target = 0.0;
    negotiated(rules, found, &at, to);
    changes(found, &at, to);
    settle_at(rules, found, &at, to);
}

/* Mass by what has happened to it: never in talks, no deal yet, and after a broken deal. */
typedef struct {
    double war[3][WAR_SIZE], next[3][WAR_SIZE], talks[2][WAR_SIZE], talking[2][WAR_SIZE];
    double peace[2][PEACE_SIZE], signed_[2][PEACE_SIZE], kept[PEACE_SIZE], deals[PEACE_SIZE];
    PassageRoom room;
    PeacePassage settling;
} Forward;

static void set_out(const Rules *rules, Forward *room) {
    Start at = start_of(rules);
    FOR(i, 2) FOR(j, 2) FOR(k, 2) {
        double weight = (i ? at.power.weight : 1.0 - at.power.weight) *
                        (j ? at.willingness.weight : 1.0 - at.willingness.weight) *
                        (k ? at.trust.weight : 1.0 - at.trust.weight);
        int block = (at.dropped * LEVELS + at.level) * P + at.power.low + i;
        room->war[0][block * WAR_BLOCK + (at.willingness.low + j) * T + at.trust.low + k] = weight;
    }
}

/* The deals of a quarter enter the settlement, the two kinds of A apart. */
static void enter_peace(const Rules *rules, Forward *room, int quarter, Answers *to) {
    double *first = room->signed_[0], *again = room->signed_[1];
    FOR(level, LEVELS) FOR(p, P) FOR(i, T * X) {
        int at = (level * P + p) * PEACE_BLOCK + i;
        double all = first[at] + again[at], trust = rules->trust_row[i];
        room->peace[0][at] += trust * all, room->peace[1][at] += (1.0 - trust) * all;
        to->deals_share += first[at] * rules->share_row[i];
        to->deals_support += first[at] * (level / DOMESTIC);
        if (quarter < DEALS_WITHIN) room->deals[at] += first[at];
    }
}

static void quarter_on(const Rules *rules, const Solution *found, Forward *room, int quarter,
                       Answers *to, Tally *tally) {
    double entered = 0.0, made = 0.0;
    memset(room->next, 0, sizeof room->next), memset(room->talking, 0, sizeof room->talking);
    memset(room->signed_, 0, sizeof room->signed_);
    FOR(i, 3) {
        to->war_quarters += sum_of(room->war[i], WAR_SIZE);
        double in = from_war(rules, &found->war, &room->room, room->war[i], room->next[i],
                             room->talking[i == 2], tally);
        if (i == 0) entered = in;
    }
    FOR(i, 2) {
        double signed_ = from_talks(rules, &found->talks, &room->room, room->talks[i],
                                    room->next[i + 1], room->signed_[i], tally);
        if (i == 0) made = signed_;
    }
    FOR(kind, 2) {
        from_settlement(rules, &found->peace, &room->settling, room->peace[kind], kind, room->kept,
                        room->next[2]);
        memcpy(room->peace[kind], room->kept, sizeof room->kept);
    }
    enter_peace(rules, room, quarter, to);
    memcpy(room->war, room->next, sizeof room->war);
    memcpy(room->talks, room->talking, sizeof room->talks);
    to->talks[quarter] = entered + (quarter ? to->talks[quarter - 1] : 0.0);
    to->deal[quarter] = made + (quarter ? to->deal[quarter - 1] : 0.0);
    FOR(i, 3) to->in_war[quarter] += sum_of(room->war[i], WAR_SIZE);
    FOR(i, 2) to->in_talks[quarter] += sum_of(room->talks[i], WAR_SIZE);
    FOR(i, 2) to->in_peace[quarter] += sum_of(room->peace[i], PEACE_SIZE);
}

static void answer_later(const Rules *rules, const Solution *found, Forward *room, Answers *to) {
    Tally tally = {0};
    memset(room, 0, sizeof *room);
    set_out(rules, room);
    FOR(quarter, QUARTERS) quarter_on(rules, found, room, quarter, to, &tally);
    double deals = to->deal[QUARTERS - 1], soon = sum_of(room->deals, PEACE_SIZE);
    to->escalations_challenger = tally.escalated[0], to->escalations_target = tally.escalated[1];
    to->won = tally.won, to->offers_made = tally.offered;
    if (deals > 0.0) to->deals_share /= deals, to->deals_support /= deals;
    if (soon > 0.0)
        hold_deals(rules, &found->peace, room->deals, soon, QUARTERS, to->holds_deals,
                   to->attacked_deals);
}

#endif
