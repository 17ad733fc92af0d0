/*
 * The states of one breaker, as threads, time, an operator and a target that may hang drive it. Numbers are the rules of ../semantics.md.
 *
 * A state is an object: what a thread has read stays what it was, and a compare-and-set succeeds only on that very object. Objects are places in arrays, and a place is used again
 * only when nobody refers to it, as a garbage collector would. Each atomic block or single statement below is one step of the engine that other threads cannot come between.
 *
 * `./check` searches all interleavings: for a violated assertion, and for a fair run that never closes again. Then it takes away one guard at a time (-D...), and must be told.
 */
#ifndef PROBES
#define PROBES 1      /* S16; and as many have to succeed */
#endif
#define FAILURES 1    /* S7 */
#define PLACES 6      /* the current state, one for each thread that may still hold an old one, one to build the next */

#define CLOSED 1
#define OPEN 2
#define HALF_OPEN 3
#define FORCED_OPEN 4
#define DISABLED 5
#define OPERATORS(place) (kind[place] == FORCED_OPEN || kind[place] == DISABLED)

byte kind[PLACES];
byte failures[PLACES];   /* CLOSED: in a row */
byte successes[PLACES];  /* HALF_OPEN: of probes */
byte taken[PLACES];      /* HALF_OPEN: slots, those that earlier probes and successes take away among them */
byte earlier[PLACES];    /* HALF_OPEN: probes of earlier ones that were in flight when it began (S16) */
byte running[PLACES];    /* HALF_OPEN: leases of its probes that run */
bool sealed[PLACES];     /* HALF_OPEN: it is over, and admits nobody who comes late */
bool forgotten[PLACES];  /* HALF_OPEN: since then the breaker was closed, or set by the operator */
bool waited[PLACES];     /* OPEN: the wait is over (S15) */
bool overdue[PLACES];    /* HALF_OPEN: a probe has outlived its lease (S18) */
byte refs[PLACES];       /* threads that hold it */
byte hung[PLACES];       /* calls that it let in and that will not come back */
byte current;

bool healthy = false;    /* until it is, a call may end in any way */
bool quiet = false;      /* the operator has gone home */

/* For the assertions only: the engine does not know them. */
byte probing[PLACES];    /* probes that are with the target, counted by those who are */
byte last = CLOSED;      /* where the last transition led */
hidden byte each;

#define RUNS(place) (kind[place] == HALF_OPEN && !forgotten[place] -> running[place] : 0)
#define RUNNING (RUNS(0) + RUNS(1) + RUNS(2) + RUNS(3) + RUNS(4) + RUNS(5))

/* One compare-and-set (S21): from the state that the thread has read, by identity. `from` is what the thread takes it for. */
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
#define SLOT_OF_FIRST taken[next] = taken[next] + 1; running[next] = 1
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
#define RELEASES kind[current] == HALF_OPEN && taken[current] > 0
#define RELEASED current
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
#define STILL_NEEDED true
#else
#define STILL_NEEDED (successes[seen] <= earlier[seen])
#endif
#ifdef LATE_DECIDES       /* a success that counts whenever it comes (A8) */
#define ON_TIME true
#else
#define ON_TIME !overdue[seen]
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

inline build(to) {
    next = 0;
    do
    :: next == current || refs[next] > 0 || hung[next] > 0 -> next++
    :: else -> break
    od;
    kind[next] = to
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
            :: else
            fi;
            each++
        :: else -> break
        od;
        each = 0;
        if
        :: to == HALF_OPEN -> earlier[next] = EARLIER; taken[next] = earlier[next]; SLOT_OF_FIRST
        :: else
        fi
    }
}

inline transition(seen, to) {
    atomic {
        moved = false;
        if
        :: MAY_REPLACE(seen) ->
            assert(seen == current);       /* S20: who was let in by an earlier state decides nothing */
            assert(kind[seen] == last);    /* S42: transitions form a chain */
            build(to);
            pass_on(to);
            assert(earlier[next] < PROBES);    /* S16: HALF_OPEN has at least one slot of its own */
            current = next; last = to; moved = true
        :: else
        fi
    }
}

inline hold(place) { refs[place]++ }

/* What nobody can see any more is wiped, so that states which differ only there are one to the search. */
inline drop(place) {
    d_step {
        refs[place]--;
        if
        :: place != current && refs[place] == 0 && hung[place] == 0 ->
            kind[place] = 0; failures[place] = 0; successes[place] = 0; taken[place] = 0; waited[place] = false; overdue[place] = false; probing[place] = 0;
            earlier[place] = 0; running[place] = 0; sealed[place] = false; forgotten[place] = false
        :: else
        fi
    }
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
        :: kind[seen] == HALF_OPEN && overdue[seen] -> transition(seen, OPEN)
        :: kind[seen] == HALF_OPEN && !overdue[seen] && !sealed[seen] && taken[seen] < PROBES -> TAKE_SLOT
#ifdef SPARES
        :: kind[seen] == OPEN && !waited[seen] -> permitted = true; spared = true    /* S49 */
        :: kind[seen] == HALF_OPEN && !overdue[seen] && taken[seen] >= PROBES -> permitted = true; spared = true
#endif
        :: else    /* OPEN, FORCED_OPEN, or all slots are taken: rejected */
        fi
    };
    LATE_SLOT;
    atomic {
        if
        :: probe ->
            permitted = true; probing[seen]++;
            assert(probing[seen] + successes[seen] <= PROBES);    /* S16: no more than can help */
            assert(RUNNING <= PROBES)    /* S16: with those of earlier ones */
        :: else
        fi
    }
}

inline give_back() {
    if
    :: RELEASES -> taken[RELEASED] = taken[RELEASED] - 1
    :: else
    fi
}

/* A probe that is not on time has outlived its own lease, or finds that another one has: either way this state is over (S18). */
inline succeed() {
    atomic {
        if
        :: !probe -> if :: kind[seen] == CLOSED -> failures[seen] = 0 :: else fi    /* S7 */
        :: probe && ON_TIME ->
            assert(!outlived);    /* S18: a late outcome decides nothing */
            successes[seen]++;
            if
            :: successes[seen] == PROBES -> decided = CLOSED
            :: successes[seen] < PROBES && STILL_NEEDED -> give_back()
            :: else
            fi
        :: else -> decided = OPEN
        fi
    }
}

inline fail() {
    atomic {
        if
        :: FAILS_AS_PROBE -> decided = OPEN    /* S3, S18 */
        :: COUNTS && failures[seen] < FAILURES ->
            failures[seen]++;
            if :: failures[seen] == FAILURES -> decided = OPEN :: else fi
        :: else
        fi
    }
}

/* Ignored or cancelled (S17). */
inline release() {
    atomic {
        if
        :: probe && overdue[seen] -> decided = OPEN
        :: else -> give_back()
        fi
    }
}

/*
 * Calls again and again. An outcome is counted in one step, and what it decides is done in another. While the target is not healthy, a probe may outlive its lease and come back
 * all the same; that a lease is longer than a healthy probe takes is what a user has to see to.
 */
proctype Caller() {
    byte seen, next, decided; bool permitted, probe, spared, moved, late, outlived;
    do
    :: enter();
        if
        :: !permitted
        :: permitted ->
            if
            :: true
            :: atomic { probe && !healthy -> outlived = true; overdue[seen] = true; running[seen]-- }
            fi;
            atomic {
                if
                :: probe ->
                    probing[seen]--;
                    if :: !outlived -> running[seen]-- :: else fi
                :: else
                fi
            };
            if
            :: succeed()
            :: !healthy -> fail()
            :: !healthy -> release()
            fi
        fi;
        atomic {
            if
            :: decided != 0 ->
                assert(!OPERATORS(seen));    /* S2: no outcome ends them */
                assert(!spared);    /* S49 */
                transition(seen, decided)
            :: else
            fi;
            drop(seen);
            seen = 0; next = 0; decided = 0; permitted = false; probe = false; spared = false; moved = false; outlived = false
        }
    od
}

/* Calls until it is let in as a probe, and never comes back. */
proctype Hanging() {
    byte seen, next; bool permitted, probe, spared, moved, late;
    do
    :: enter();
        atomic {
            if
            :: probe -> hung[seen]++; drop(seen); break
            :: else -> drop(seen); permitted = false; spared = false; moved = false; seen = 0; next = 0
            fi
        }
    od
}

/* Waits end, and so do the leases of probes that hang. */
proctype Time() {
    do
    :: atomic { kind[current] == OPEN && !waited[current] -> waited[current] = true }
#ifndef NO_LEASE
    :: atomic { kind[current] == HALF_OPEN && !overdue[current] && hung[current] > 0 ->
        overdue[current] = true; running[current]--
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
    quiet = true
}

init {
    atomic {
        kind[0] = CLOSED;
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
#ifndef NO_OPERATOR
        run Operator()
#endif
    }
}

/* S18: if the target stays healthy and the operator has gone, the breaker closes for good, whatever hangs. */
ltl recovers { <>[](healthy && quiet) -> <>[](kind[current] == CLOSED) }
