package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.operations.internal.document.Difference;
import io.breakers.operations.internal.document.Document;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.events.SafeLog;
import io.breakers.operations.internal.merge.ServiceCode;
import io.breakers.operations.internal.merge.ServiceMerge;
import io.breakers.proxy.ServiceRegistry;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings documents of a registry: the one in force, the one before, and the way from one to the other, which all
 * breakers go together (S57 to S59). Safe for use by many threads.
 *
 * @param <S> what users know a document by
 */
public final class Documents<S> {
    private static final SafeLog LOGGER = SafeLog.of("io.breakers.operations");

    private final Names names;
    private final BreakerConfig registry;

    /** Puts in order what changes the document, and services that come. No listener runs within. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock; read without it by those who only look. */
    private volatile InForce<S> present;

    /** Where {@link #rollback} leads; {@code null} for nowhere. Guarded by the lock. */
    private @Nullable InForce<S> before;

    /** Written under the lock; read without it when a breaker trips. */
    private volatile @Nullable Trial trial;

    /**
     * Begins with a document.
     *
     * @param registry the configuration where the code gives none
     * @param mistakes collects what does not fit that; if anything does, this is not to be used
     */
    public Documents(Names names, BreakerConfig registry, S settings, Document document, Mistakes mistakes) {
        this.names = names;
        this.registry = registry;
        this.present = new InForce<>(settings, document, true, "settings given");
        ServiceMerge.checkDefaults(document, registry, mistakes);
    }

    public S settings() {
        return present.settings;
    }

    /** Whether a document reaches a service that is there now. */
    public boolean reaches(Document document, String service) {
        Registered owner = names.owner(service);
        InForce<S> now = present;
        boolean leftOut = now.document == document && now.leavesOut(service);
        return owner != null && owner.name().equals(service) && !leftOut;
    }

    // What happens to breakers.

    /** A breaker has moved: if that is a trip too many for a document on trial, that goes. */
    void heard(Breaker breaker, Transition transition) {
        Trial running = trial;
        if (running != null && transition.to() == BreakerState.OPEN && transition.rule() != null) {
            String failure = running.tripped(breaker, transition.number());
            if (failure != null) {
                goBack(running, failure);
            }
        }
    }

    /** A breaker was closed for good. */
    void closed(Breaker breaker) {
        Trial running = trial;
        if (running != null) {
            running.forget(breaker);
        }
    }

    // Those who come.

    /**
     * Returns the configurations of the methods of a service that comes.
     *
     * @param mistakes collects what does not fit in the document with which the registry was made; then the result is
     *     not to be used. In a later one the service is left out instead.
     */
    public List<BreakerConfig> enter(ServiceCode code, Mistakes mistakes) {
        InForce<S> now = present;
        InForce.Fit fit = now.over(code, registry);
        if (now.given) {
            mistakes.addAll(fit.mistakes());
        }
        return fit.configs();
    }

    /**
     * Lets somebody in, and brings it up to the document in force if that has changed since it was made.
     *
     * @param step one of ours, which makes it a member, or returns {@code false}
     */
    public void admit(Registered coming, BooleanSupplier step) {
        List<Runnable> after = new ArrayList<>();
        lock.lock();
        try {
            if (step.getAsBoolean()) {
                bringUp(coming, after);
            }
        } finally {
            lock.unlock();
        }
        after.forEach(Runnable::run);
    }

    private void bringUp(Registered coming, List<Runnable> after) {
        InForce<S> now = present;
        InForce.Fit fit = now.over(coming.code(), registry);
        Map<Breaker, BreakerConfig> configs = coming.assign(fit.configs());
        Trial running = trial;
        InForce<S> earlier = before;
        if (running != null && earlier != null) {
            Map<Breaker, BreakerConfig> without =
                    coming.assign(earlier.over(coming.code(), registry).configs());
            configs.forEach((breaker, config) -> {
                if (!config.equals(without.get(breaker))) {
                    running.add(breaker);
                }
            });
        }
        after.add(now.note(coming.name(), fit));
        after.add(ServiceRegistry.reconfigure(configs, now.reason));
    }

    // Those who change the document.

    /**
     * Changes all breakers to a document, or none.
     *
     * @param terms on which it goes back by itself; {@code null} if it does not
     * @param mistakes collects what does not fit; if anything does, nothing has changed
     * @param wanted asked when nobody else changes the document any more: if it is not, nothing happens
     * @throws IllegalStateException if the registry is closed
     */
    public void apply(
            S settings, Document document, Trial.@Nullable Terms terms, Mistakes mistakes, BooleanSupplier wanted) {
        Runnable tell;
        lock.lock();
        try {
            if (!wanted.getAsBoolean()) {
                return;
            }
            ServiceMerge.checkDefaults(document, registry, mistakes);
            var configs = new LinkedHashMap<Breaker, BreakerConfig>();
            names.checkOpen();
            for (Registered member : names.members()) {
                if (member.isReady()) {
                    configs.putAll(member.assign(ServiceMerge.merge(document, registry, member.code(), mistakes)));
                }
            }
            if (!mistakes.isEmpty()) {
                return;
            }
            tell = change(settings, document, terms, configs);
        } finally {
            lock.unlock();
        }
        tell.run();
    }

    private Runnable change(
            S settings, Document document, Trial.@Nullable Terms terms, Map<Breaker, BreakerConfig> configs) {
        InForce<S> now = present;
        boolean other = !document.flat().equals(now.document.flat());
        List<Breaker> changing = configs.keySet().stream()
                .filter(breaker -> !breaker.config().equals(configs.get(breaker)))
                .toList();
        Trial next = terms == null || !other ? null : new Trial(terms, changing, breakers());
        String reason = "settings applied: " + Difference.between(now.document, document);
        String line = "settings applied: " + Difference.forLog(now.document, document);
        // A trip that comes at once finds it, and then waits for the lock.
        trial = next;
        Runnable tell = ServiceRegistry.reconfigure(configs, reason);
        if (other) {
            before = now;
        }
        present = new InForce<>(settings, document, now.given && !other, reason);
        return () -> {
            if (other) {
                LOGGER.log(Level.INFO, line);
            }
            tell.run();
        };
    }

    private List<Breaker> breakers() {
        return names.members().stream()
                .flatMap(member -> member.breakers().stream())
                .toList();
    }

    /**
     * Goes back to the document before, which a service that has come since may not fit: it is left out there.
     *
     * @return {@code false} if there is none, or the registry is closed
     */
    public boolean rollback() {
        return goBack(null, "");
    }

    /**
     * Goes back.
     *
     * @param failed a trial, if that is the reason; without effect if it is over
     * @param failure why it has failed
     */
    private boolean goBack(@Nullable Trial failed, String failure) {
        List<Runnable> after = new ArrayList<>();
        lock.lock();
        try {
            InForce<S> to = before;
            if (to == null || (failed != null && trial != failed) || names.isClosed()) {
                return false;
            }
            String why = failed == null ? "settings rolled back" : "settings rolled back, because " + failure;
            String reason = why + ": " + Difference.between(present.document, to.document);
            String line = why + ": " + Difference.forLog(present.document, to.document);
            after.add(() -> LOGGER.log(failed == null ? Level.INFO : Level.WARNING, line));
            goBack(new InForce<>(to.settings, to.document, to.given, reason), after);
        } finally {
            lock.unlock();
        }
        after.forEach(Runnable::run);
        return true;
    }

    private void goBack(InForce<S> to, List<Runnable> after) {
        var configs = new LinkedHashMap<Breaker, BreakerConfig>();
        for (Registered member : names.members()) {
            if (member.isReady()) {
                InForce.Fit fit = to.over(member.code(), registry);
                configs.putAll(member.assign(fit.configs()));
                after.add(to.note(member.name(), fit));
            }
        }
        after.add(ServiceRegistry.reconfigure(configs, to.reason));
        present = to;
        before = null;
        trial = null;
    }
}
