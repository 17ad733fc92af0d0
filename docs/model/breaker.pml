/*
 * The states of one breaker, as threads, time, people who operate and change it, and a target that may hang drive it. Numbers are the
 * rules of ../semantics.md.
 *
 * A state is an object: what a thread has read stays what it was, and a compare-and-set succeeds only on that very object. Objects are
 * places in arrays, and a place is used again only when nobody refers to it, as a garbage collector would. Each atomic block or single
 * statement below is one step of the engine that other threads cannot come between.
 *
 * `./check` searches all interleavings: for a violated assertion, and for a fair run that never closes again. Then it takes away one
 * guard at a time (-D...), and must be told.
 */
#ifndef PROBES
#define PROBES 1      /* S50: so many probes, ... */
#endif
#ifndef NEEDED
#define NEEDED PROBES /* ... of which so many have to succeed */
#endif
#ifndef RAMP
#define RAMP 0        /* S51: whether slots grow: 1, then 2, then all */
#endif
#ifndef FAILURES
#define FAILURES 1    /* S7 */
#endif
#ifndef SPARES
#define SPARES 0      /* S49: whether calls are spared */
#endif
#ifndef CHANGES
#define CHANGES 0     /* S46: whether somebody changes the configuration */
#endif
#ifndef TRIPS
#define TRIPS 0       /* S53: whether somebody trips, or ends a wait */
#endif
#define PLACES 8      /* the current state, those that threads may still hold, what these go on from, one to build the next */

#define CLOSED 1
#define OPEN 2
#define HALF_OPEN 3
#define FORCED_OPEN 4
#define DISABLED 5
#define OPERATORS(place) (kind[place] == FORCED_OPEN || kind[place] == DISABLED)

byte kind[PLACES];
byte own[PLACES];        /* S46: whose failures and probes it has: its own, or those of the state that it goes on from */
bit config[PLACES];      /* the second configuration wants one more probe than the first, and has it */
byte failures[PLACES];   /* CLOSED: in a row */
byte successes[PLACES];  /* HALF_OPEN: of probes */
byte failed[PLACES];     /* HALF_OPEN: probes, by failure or lease */
byte taken[PLACES];      /* HALF_OPEN: slots */
byte earlier[PLACES];    /* HALF_OPEN: probes of earlier ones that were in flight when it began (S16) */
byte running[PLACES];    /* HALF_OPEN: leases of its probes that run */
byte overdue[PLACES];    /* HALF_OPEN: probes that have outlived their leases, of which nobody knows yet (S18) */
bool sealed[PLACES];     /* HALF_OPEN: it is over, and admits nobody who comes late */
bool forgotten[PLACES];  /* HALF_OPEN: since then the breaker was closed, or set by the operator */
bool waited[PLACES];     /* OPEN: the wait is over (S15) */
bool set[PLACES];        /* OPEN: because somebody has ended it */
byte refs[PLACES];       /* threads that hold it, and a state that goes on from it */
byte hung[PLACES];       /* calls that it let in and that will not come back */
byte lapsed[PLACES];     /* those of them whose leases are over */
byte current;

bool healthy = false;    /* until it is, a call may end in any way */
byte people;             /* who have not gone home */

/* For the assertions only: the engine does not know them. */
byte probing[PLACES];    /* probes with the target whose leases run, counted by those who are */
bool stale[PLACES];      /* CLOSED: it was left by a transition, not by a change */
byte in_a_row;           /* failures since the breaker was closed */
byte last = CLOSED;      /* where the last transition led */
bit revision;            /* the configuration of the last change */
bool ended;              /* somebody has ended the wait of this OPEN */
hidden byte each;

#define PROBES_OF(place) (PROBES + config[place])
#define NEEDED_OF(place) (NEEDED + config[place])
#define RUNS(place) (kind[place] == HALF_OPEN && !forgotten[place] -> running[place] : 0)
#define RUNNING (RUNS(0) + RUNS(1) + RUNS(2) + RUNS(3) + RUNS(4) + RUNS(5) + RUNS(6) + RUNS(7))
#define STEP(place) (!RAMP || successes[place] >= 3 -> PROBES_OF(place) : (successes[place] >= 1 -> 2 : 1))
#define GREATER(one, other) (one > other -> one : other)

/* One compare-and-set (S21): from the state that the thread has read, by identity. */
#ifdef BLIND_SET
#define MAY_REPLACE(seen) true
#else
#ifdef BY_KIND
#define MAY_REPLACE(seen) (kind[current] == kind[seen])
#else
#define MAY_REPLACE(seen) (current == seen)
#endif
#endif

/* The guards that can be taken away. */
#ifdef TWO_STEPS          /* a state that comes before its first probe (A10) */
#define SLOT_OF_FIRST running[next] = 1
#define LATE_SLOT atomic { if :: moved && probe -> taken[seen] = taken[seen] + 1 :: else fi }
#else
#define SLOT_OF_FIRST taken[next] = 1; running[next] = 1
#define LATE_SLOT skip
#endif
#ifdef CHECK_THEN_TAKE    /* a slot that is seen to be free, and taken later */
#define TAKE_SLOT probe = true; late = true; running[seen] = running[seen] + 1
#undef LATE_SLOT
#define LATE_SLOT atomic { if :: late -> taken[seen] = taken[seen] + 1; late = false :: else fi }
#else
#define TAKE_SLOT taken[seen] = taken[seen] + 1; running[seen] = running[seen] + 1; probe = true
#endif
#ifdef RELEASE_ANY        /* a slot that is given back to whatever state there is now (A9) */
#define RELEASES kind[current] == HALF_OPEN && taken[own[current]] > 0
#define RELEASED own[current]
#else
#define RELEASES probe
#define RELEASED seen
#endif
#ifdef FORGETS_EARLIER    /* a HALF_OPEN that has all its slots, whatever hangs (S16) */
#define EARLIER 0
#else
#define EARLIER RUNNING
#endif
#ifdef ADMITS_LATE        /* a HALF_OPEN that still gives slots when it is over */
#define SEAL skip
#else
#define SEAL sealed[each] = true
#endif
#ifdef ALWAYS_GIVES_BACK  /* a success that makes room for more probes than can help */
#define SUCCEEDED(place) 0
#else
#define SUCCEEDED(place) successes[place]
#endif
#ifdef FORGETS_FAILED     /* a failure that does (S50) */
#define FAILED(place) 0
#else
#define FAILED(place) failed[place]
#endif
#ifdef ALL_AT_ONCE        /* a ramp that has all its slots from the beginning (S51) */
#define SLOTS(place) PROBES_OF(place)
#else
#define SLOTS(place) STEP(place)
#endif
#ifdef FIRST_FAILS        /* a failure that opens although enough may still succeed (S50) */
#define TOO_MANY(place) true
#else
#define TOO_MANY(place) (failed[place] + 1 > PROBES_OF(place) - NEEDED_OF(place))
#endif
#ifdef PRESENT_DECIDES    /* probes that are judged by a configuration that has come since (S46) */
#define ENOUGH(place) (successes[place] + 1 >= NEEDED_OF(current))
#else
#define ENOUGH(place) (successes[place] + 1 >= NEEDED_OF(place))
#endif
#ifdef LATE_DECIDES       /* a success that counts whenever it comes (A8) */
#define END_OVERDUE skip
#define ON_TIME true
#else
#define END_OVERDUE end_overdue(seen)
#define ON_TIME (decided == 0 && !outlived)
#endif
#ifdef DISABLED_TRIPS     /* a failure that counts whatever the state */
#define COUNTS !probe
#else
#define COUNTS !probe && kind[seen] == CLOSED
#endif
#ifdef SPARED_DECIDES     /* a spared call whose failure counts as that of a probe */
#define FAILS_AS_PROBE (probe || spared)
#else
#define FAILS_AS_PROBE probe
#endif
#ifdef FAILURE_LOST       /* a failure that cannot trip because of a change since (S46) */
#define GOES_ON_AS(seen) (kind[seen] == HALF_OPEN)
#else
#ifdef VERDICT_LOST       /* a probe that cannot decide because of one */
#define GOES_ON_AS(seen) (kind[seen] == CLOSED)
#else
#define GOES_ON_AS(seen) true
#endif
#endif
#ifdef OLD_CONFIG         /* a transition to a state with the configuration of the probes that decided (S46) */
#define CONFIG_AFTER(seen) config[own[seen]]
#else
#define CONFIG_AFTER(seen) config[seen]
#endif
#ifdef FORGETS_WINDOW     /* a change that empties the windows (S46) */
#define GOES_ON_FROM(seen) (kind[seen] == HALF_OPEN -> own[seen] : next)
#else
#ifdef FORGETS_PROBES     /* a change that gives HALF_OPEN new slots */
#define GOES_ON_FROM(seen) (kind[seen] == CLOSED -> own[seen] : next)
#else
#define GOES_ON_FROM(seen) (kind[seen] == CLOSED || kind[seen] == HALF_OPEN -> own[seen] : next)
#endif
#endif
#ifdef CHANGE_OVERWRITES  /* a change that is written over a transition */
#define MAY_CHANGE(seen) true
#else
#define MAY_CHANGE(seen) (current == seen)
#endif
#ifdef WAITS_AGAIN        /* a change that gives a wait anew to a state whose wait somebody has ended (S46) */
#define WAIT_STAYS(seen) false
#else
#define WAIT_STAYS(seen) set[seen]
#endif
#ifdef TRIPS_IN_ONE       /* an OPEN whose wait is over that becomes OPEN again by one transition (S53) */
#define LINK_BETWEEN skip
#else
#define LINK_BETWEEN link(HALF_OPEN)
#endif
#ifdef TRIPS_OPEN         /* a trip that begins the wait anew */
#define READS_HALF_OPEN(seen) (kind[seen] == OPEN)
#else
#define READS_HALF_OPEN(seen) (kind[seen] == OPEN && waited[seen])
#endif
#ifdef TRIPS_ALL          /* a trip that ends what the operator has set */
#define TRIPPABLE(seen) (kind[seen] != OPEN)
#else
#define TRIPPABLE(seen) (kind[seen] == CLOSED || kind[seen] == HALF_OPEN)
#endif

#define FREE(place) (!sealed[place] && taken[place] < PROBES_OF(place) - SUCCEEDED(place) - FAILED(place) \
    && (taken[place] == 0 || taken[place] + earlier[place] < SLOTS(place)))

/* What let a call in is not over, though it may go on with another configuration. */
#define SAME_AS_CURRENT (kind[current] == kind[seen] && own[current] == own[seen])

#define UNSEEN(place) (place != current && refs[place] == 0 && hung[place] == 0)

inline build(to) {
    next = 0;
    do
    :: next == current || refs[next] > 0 || hung[next] > 0 -> next++
    :: else -> break
    od;
    kind[next] = to;
    own[next] = next
}

/* What a transition means for the probes of HALF_OPENs before it, and for the first one of its own. */
inline pass_on(to) {
    d_step {
        each = 0;
        do
        :: each < PLACES ->
            if
            :: to == HALF_OPEN && each != next && kind[each] == HALF_OPEN -> SEAL
            :: to != HALF_OPEN && to != OPEN && each != next && kind[each] == HALF_OPEN -> forgotten[each] = true
            :: CHANGES && each != next && kind[each] == CLOSED -> stale[each] = true
            :: else
            fi;
            each++
        :: else -> break
        od;
        each = 0;
        if
        :: to == HALF_OPEN -> earlier[next] = EARLIER; SLOT_OF_FIRST
        :: else
        fi
    }
}

/* S42: transitions form a chain, of these links and an operator's (S3, S53). */
inline link(to) {
    assert(to != HALF_OPEN || last == OPEN);
    assert(to != OPEN || last == CLOSED || last == HALF_OPEN);
    last = to
}

inline move(seen, to) {
    assert(seen == current);    /* S20: who was let in by an earlier state decides nothing */
    build(to);
    config[next] = CONFIG_AFTER(seen);
    assert(config[next] == revision);    /* S46: the next state has the new configuration */
    pass_on(to);
    /* S16: HALF_OPEN has a slot of its own, without being given one for that. */
    assert(CHANGES || TRIPS || earlier[next] < PROBES);
    in_a_row = 0; ended = false; current = next; moved = true
}

inline transition(seen, to) {
    atomic {
        moved = false;
        if
        :: MAY_REPLACE(seen) ->
            assert(kind[seen] == last);
            link(to);
            move(seen, to)
        :: else
        fi
    }
}

inline hold(place) { refs[place]++ }

/* What nobody can see any more is wiped, so that states which differ only there are one to the search. */
inline wipe(place) {
    kind[place] = 0; own[place] = 0; config[place] = 0; failures[place] = 0; successes[place] = 0; failed[place] = 0; taken[place] = 0;
    earlier[place] = 0; running[place] = 0; overdue[place] = 0; sealed[place] = false; forgotten[place] = false; waited[place] = false;
    set[place] = false; probing[place] = 0; stale[place] = false
}

inline drop(place) {
    d_step {
        refs[place]--;
        if
        :: UNSEEN(place) ->
            each = own[place];
            if
            :: each != place ->
                wipe(place);
                refs[each]--;
                if
                :: UNSEEN(each) -> wipe(each)
                :: else
                fi
            :: else -> wipe(place)
            fi;
            each = 0
        :: else
        fi
    }
}

/* S18, S50: each is one failed probe. The one that decides is not counted any more, and keeps its slot. */
inline end_overdue(place) {
    do
    :: overdue[place] > 0 && decided == 0 -> overdue[place]--; count_failed(place)
    :: else -> break
    od
}

inline count_failed(place) {
    if
    :: TOO_MANY(place) -> decided = OPEN
    :: else -> failed[place]++; taken[place] = taken[place] - 1
    fi
}

/* Does what has been decided, unless what let the call in is over. It may have gone on with another configuration since (S46). */
inline verdict() {
    if
    :: decided != 0 ->
        assert(!OPERATORS(seen));    /* S2: no outcome ends them */
        assert(!spared);    /* S49 */
        /* S50, S46: by the configuration with which it began */
        assert(kind[seen] != HALF_OPEN || decided == OPEN || successes[own[seen]] + 1 >= NEEDED_OF(own[seen]));
        assert(kind[seen] != HALF_OPEN || decided == CLOSED || failed[own[seen]] + 1 > PROBES_OF(own[seen]) - NEEDED_OF(own[seen]));
        from = (SAME_AS_CURRENT && GOES_ON_AS(seen) -> current : seen);
        if
        :: from != seen && kind[seen] == CLOSED && failures[own[seen]] < FAILURES    /* asked once more */
        :: else -> hold(from); transition(from, decided); drop(from)
        fi;
        assert(!SAME_AS_CURRENT || (kind[seen] == CLOSED && failures[own[seen]] < FAILURES))    /* S46: it is over now */
    :: else
    fi
}

/* Reads the state, which is one step, and asks it, which is another. A thread that is let in holds the state that did it (S20). */
inline enter() {
    atomic { seen = current; hold(seen) };
    atomic {
        if
        :: kind[seen] == CLOSED || kind[seen] == DISABLED -> permitted = true
        :: kind[seen] == OPEN && waited[seen] ->
            transition(seen, HALF_OPEN);
            if
            :: moved -> hold(next); drop(seen); seen = next; probe = true
            :: else
            fi
        :: kind[seen] == HALF_OPEN && overdue[own[seen]] > 0 -> end_overdue(own[seen]); verdict(); decided = 0; moved = false
        :: kind[seen] == HALF_OPEN && overdue[own[seen]] == 0 && FREE(own[seen]) ->
            if
            :: own[seen] != seen -> next = own[seen]; hold(next); drop(seen); seen = next    /* S46: the permit is of the one that began */
            :: else
            fi;
            TAKE_SLOT
        :: SPARES && kind[seen] == OPEN && !waited[seen] -> permitted = true; spared = true    /* S49 */
        :: SPARES && kind[seen] == HALF_OPEN && overdue[own[seen]] == 0 && !FREE(own[seen]) -> permitted = true; spared = true
        :: else    /* OPEN, FORCED_OPEN, or all slots are taken: rejected */
        fi
    };
    LATE_SLOT;
    atomic {
        if
        :: probe ->
            permitted = true; probing[seen]++;
            /* S16, S50: no more than can help */
            assert(probing[seen] + overdue[seen] + successes[seen] + failed[seen] <= PROBES_OF(seen));
            /* S51: no more than the ramp has come to */
            assert(probing[seen] + overdue[seen] <= GREATER(1, STEP(seen) - earlier[seen]));
            /* S16: with those of earlier ones */
            assert(kind[current] != HALF_OPEN || RUNNING <= GREATER(PROBES_OF(own[current]), earlier[own[current]] + 1))
        :: else
        fi;
        next = 0; from = 0; moved = false
    }
}

inline give_back() {
    if
    :: RELEASES -> taken[RELEASED] = taken[RELEASED] - 1
    :: else
    fi
}

/* A probe that has outlived its own lease decides nothing more, whoever has counted that (S18). */
inline succeed() {
    atomic {
        if
        :: !probe && kind[seen] == CLOSED ->
            failures[own[seen]] = 0;    /* S7 */
            if
            :: !stale[seen] -> in_a_row = 0
            :: else
            fi
        :: probe ->
            END_OVERDUE;
            if
            :: ON_TIME ->
                assert(!outlived);    /* S18: a late outcome decides nothing */
                if
                :: ENOUGH(seen) -> decided = CLOSED
                :: else -> successes[seen]++; give_back()
                fi
            :: else
            fi
        :: else
        fi
    }
}

inline fail() {
    atomic {
        if
        :: FAILS_AS_PROBE ->    /* S3, S18 */
            end_overdue(seen);
            if
            :: decided == 0 && !outlived -> count_failed(seen)
            :: else
            fi
        :: COUNTS ->
            if
            :: failures[own[seen]] < FAILURES -> failures[own[seen]]++
            :: else
            fi;
            if
            :: failures[own[seen]] == FAILURES -> decided = OPEN
            :: else
            fi;
            if
            :: CHANGES && !stale[seen] && in_a_row < FAILURES ->
                in_a_row++;
                assert(in_a_row < FAILURES || decided == OPEN)    /* S46: the window knows all since the breaker was closed */
            :: else
            fi
        :: else
        fi
    }
}

/* Ignored or cancelled (S17). */
inline release() {
    atomic {
        if
        :: probe -> end_overdue(seen)
        :: else
        fi;
        if
        :: decided == 0 && !outlived -> give_back()
        :: else
        fi
    }
}

/*
 * Calls again and again. An outcome is counted in one step, and what it decides is done in another. While the target is not healthy, a probe
 * may outlive its lease and come back all the same; that a lease is longer than a healthy probe takes is what a user has to see to.
 */
proctype Caller() {
    byte seen, next, from, decided; bool permitted, probe, spared, moved, late, outlived;
    do
    :: enter();
        if
        :: !permitted
        :: permitted ->
            atomic {
                if
                :: probe -> probing[seen]--; running[seen]--
                :: probe && !healthy -> probing[seen]--; running[seen]--; outlived = true; overdue[seen]++
                :: !probe
                fi
            };
            if
            :: succeed()
            :: !healthy -> fail()
            :: !healthy -> release()
            fi
        fi;
        atomic {
            verdict();
            drop(seen);
            seen = 0; next = 0; from = 0; decided = 0; permitted = false; probe = false; spared = false; moved = false; outlived = false
        }
    od
}

/* Calls until it is let in as a probe, and never comes back. */
proctype Hanging() {
    byte seen, next, from, decided; bool permitted, probe, spared, moved, late;
    do
    :: enter();
        atomic {
            if
            :: probe -> hung[seen]++; drop(seen); break
            :: else -> drop(seen); permitted = false; spared = false; moved = false; seen = 0; next = 0; from = 0
            fi
        }
    od
}

/* Waits end, and so do the leases of probes that hang. */
proctype Time() {
    do
    :: atomic { kind[current] == OPEN && !waited[current] -> waited[current] = true }
#ifndef NO_LEASE
    :: atomic { kind[current] == HALF_OPEN && hung[own[current]] > lapsed[own[current]] ->
        lapsed[own[current]]++; overdue[own[current]]++; running[own[current]]--; probing[own[current]]--
    }
#endif
    od
}

proctype Target() {
    healthy = true
}

/* S2: from any state, at any moment; who has lost a race tries again. */
proctype Operator() {
    byte seen, next, to; bool moved;
    if
    :: to = DISABLED
    :: to = FORCED_OPEN
    :: to = CLOSED
    fi;
    do
    :: atomic { seen = current; hold(seen) };
        atomic {
            if
            :: kind[seen] != to -> transition(seen, to)
            :: else -> moved = true
            fi;
            drop(seen);
            if
            :: !moved
            :: moved && to != CLOSED -> to = CLOSED
            :: moved && to == CLOSED -> break
            fi
        }
    od;
    people--
}

/* S53: opens, or ends the wait, where that has an effect. */
proctype Tripper() {
    byte seen, next; bool ends, moved;
    if
    :: ends = false
    :: ends = true
    fi;
    do
    :: atomic { seen = current; hold(seen) };
        atomic {
            if
            :: !ends && TRIPPABLE(seen) -> assert(!OPERATORS(seen)); transition(seen, OPEN)
            :: !ends && READS_HALF_OPEN(seen) && MAY_REPLACE(seen) ->
                assert(waited[seen]);
                LINK_BETWEEN; link(OPEN);
                move(seen, OPEN)
            :: ends && kind[seen] == OPEN && !waited[seen] && MAY_REPLACE(seen) ->
                move(seen, OPEN);
                waited[next] = true; set[next] = true; ended = true
            :: (READS_HALF_OPEN(seen) && !ends || kind[seen] == OPEN && !waited[seen] && ends) && !MAY_REPLACE(seen)    /* once more */
            :: else -> moved = true
            fi;
            drop(seen);
            if
            :: moved -> break
            :: else
            fi
        }
    od;
    people--
}

/* S45, S46: the same state goes on with another configuration, what has been counted in it included. The wait of OPEN is another, too. */
proctype Changer() {
    byte seen, next; bool moved;
    do
    :: atomic { seen = current; hold(seen) };
        atomic {
            if
            :: MAY_CHANGE(seen) ->
                assert(seen == current);
                build(kind[seen]);
                own[next] = GOES_ON_FROM(seen);
                config[next] = 1 - config[seen];
                revision = config[next];
                if
                :: own[next] != next -> hold(own[next])
                :: kind[seen] == OPEN && WAIT_STAYS(seen) -> waited[next] = waited[seen]; set[next] = true
                :: kind[seen] == OPEN && !WAIT_STAYS(seen) -> waited[next] = false
                :: kind[seen] == OPEN && !WAIT_STAYS(seen) -> waited[next] = true
                :: else
                fi;
                assert(!ended || waited[next]);    /* S46 */
                current = next; moved = true
            :: else
            fi;
            drop(seen);
            if
            :: moved -> break
            :: else
            fi
        }
    od;
    people--
}

init {
    atomic {
        kind[0] = CLOSED;
#if CHANGES               /* to a smaller number of probes, so that one success would be enough too early */
        config[0] = 1; revision = 1;
#endif
        run Caller();
#ifndef ONE_CALLER
        run Caller();
#endif
#ifndef NOBODY_HANGS
        run Hanging();
#ifdef TWO_HANG
        run Hanging();
#endif
#endif
        run Time();
#ifndef NEVER_HEALTHY    /* enough where nothing is to be reached: health only takes ways to end a call away */
        run Target();
#endif
#if CHANGES
        people++; run Changer();
#endif
#if TRIPS
        people++; run Tripper();
#endif
#ifndef NO_OPERATOR
        people++; run Operator()
#endif
    }
}

/* S18: if the target stays healthy and people have gone home, the breaker closes for good, whatever hangs. */
ltl recovers { <>[](healthy && people == 0) -> <>[](kind[current] == CLOSED) }
