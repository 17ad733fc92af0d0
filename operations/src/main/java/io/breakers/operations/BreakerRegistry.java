package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.operations.internal.health.Outages;
import io.breakers.operations.internal.snapshot.Restart;
import io.breakers.operations.settings.MethodTarget;
import io.breakers.operations.settings.Mistake;
import io.breakers.operations.settings.Mistakes;
import io.breakers.operations.settings.ServiceMerge;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ServiceOutline;
import io.breakers.proxy.ServiceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The breakers of an application: protects services, and knows all that it has protected, by unique names. It gives
 * them its configuration where the code gives none, its listeners, and its {@link Settings} (S58).
 *
 * <p>There is no global registry: make one, and hand it to who needs it. It holds each protection strongly until that
 * is closed, so close what ends before the application does. Safe for use by many threads; no lock is held while code
 * of yours runs.
 */
public final class BreakerRegistry implements AutoCloseable {
    /** The name of the one method of a breaker without an interface, as in {@link Breaker#method()}. */
    private static final String FUNCTION = "call";

    private final BreakerConfig config;
    private final List<BreakerListener.Factory> listeners;
    private final Settings settings;
    private final Names names = new Names();
    private final Outages outages = new Outages();
    private final Restart restart;

    BreakerRegistry(BreakerRegistryBuilder builder) {
        this.config = builder.config;
        this.listeners =
                Stream.concat(builder.listeners().stream(), Stream.of(outages)).toList();
        this.settings = builder.settings;
        this.restart = new Restart(builder.clock);
        var mistakes = new Mistakes();
        ServiceMerge.checkDefaults(settings.document(), config, mistakes);
        SettingsException.throwIfAny(mistakes);
        settings.usedBy(name -> names.owner(name) != null);
    }

    /** Returns a registry with all defaults, which logs transitions. */
    public static BreakerRegistry create() {
        return builder().build();
    }

    /** Returns a builder that offers all settings. */
    public static BreakerRegistryBuilder builder() {
        return new BreakerRegistryBuilder();
    }

    /**
     * Protects {@code target}.
     *
     * @throws IllegalArgumentException if it cannot be protected, its name is taken, or its settings do not fit; with
     *     every reason and remedy (S40, S57)
     * @throws IllegalStateException if the registry is closed
     */
    public <T> T protect(Class<T> type, T target) {
        return builder(type, target).build();
    }

    /**
     * Protects {@code target}; {@code fallback} answers rejections and failures instead of it (S29).
     *
     * @throws IllegalArgumentException as {@link #protect(Class, Object)}
     */
    public <T> T protect(Class<T> type, T target, T fallback) {
        return builder(type, target).fallback(fallback).build();
    }

    /**
     * Returns a builder that offers all settings, and registers what it builds. It begins with the listeners of the
     * registry; where it is given no configuration, that of the registry holds.
     */
    public <T> ProtectionBuilder<T> builder(Class<T> type, T target) {
        return registering(Breakers.builder(type, target));
    }

    /** Returns a builder for a generic service, like {@link #builder(Class, Object)}. */
    public <T> ProtectionBuilder<T> builder(ServiceType<T> type, T target) {
        return registering(Breakers.builder(type, target));
    }

    private <T> ProtectionBuilder<T> registering(ProtectionBuilder<T> builder) {
        listeners.forEach(builder::listener);
        return builder.registry(outline -> new OpeningEntry(enter(outline), this::opened));
    }

    /** Breakers are ready, and nobody has called them yet. */
    private void opened(List<Breaker> breakers) {
        outages.opened(breakers);
        restart.offer(breakers);
    }

    private RegisteredService enter(ServiceOutline outline) {
        List<MethodTarget> methods = outline.methods().stream()
                .map(method -> new MethodTarget(
                        method.name(),
                        Set.copyOf(method.signatures()),
                        method.breaker(),
                        method.guarded(),
                        method.config()))
                .toList();
        var mistakes = new Mistakes();
        List<BreakerConfig> configs =
                ServiceMerge.merge(settings.document(), outline.name(), config, outline.config(), methods, mistakes);
        var service = new RegisteredService(
                names,
                outline,
                configs,
                mistakes.all().stream().map(Mistake::text).toList());
        service.claimNames();
        return service;
    }

    /**
     * Returns the breaker of that name: of a method of a service, or without an interface. If there is none, makes one
     * without an interface. Two threads that ask at once get the same one; a listener may then be created for another,
     * which is closed at once.
     *
     * @throws IllegalArgumentException if the name is blank or that of a service
     * @throws SettingsException if its settings do not fit (S57)
     * @throws IllegalStateException if the registry is closed
     */
    public Breaker breaker(String name) {
        Optional<Breaker> known = find(name);
        return known.isPresent() ? known.get() : make(name, null);
    }

    /**
     * Makes a breaker without an interface, for functions.
     *
     * @throws IllegalArgumentException if the name is blank or taken
     * @throws SettingsException if its settings do not fit (S57)
     * @throws IllegalStateException if the registry is closed
     */
    public Breaker breaker(String name, BreakerConfig config) {
        return make(Objects.requireNonNull(name, "name"), Objects.requireNonNull(config, "config"));
    }

    private Breaker make(String name, @Nullable BreakerConfig code) {
        Registered owner = names.owner(name);
        if (owner != null && !(code == null && owner instanceof RegisteredFunction)) {
            throw taken(name, owner);
        }
        var mistakes = new Mistakes();
        var function = new MethodTarget(FUNCTION, Set.of(), FUNCTION, true, null);
        BreakerConfig merged = ServiceMerge.merge(settings.document(), name, config, code, List.of(function), mistakes)
                .get(0);
        SettingsException.throwIfAny(mistakes);
        var made = new RegisteredFunction(names, name, merged, listeners);
        Registered earlier;
        try {
            earlier = names.claim(made);
        } catch (IllegalStateException closed) {
            made.close();
            throw closed;
        }
        if (earlier == null) {
            opened(made.breakers());
            return made.breaker();
        }
        made.close();
        if (code == null && earlier instanceof RegisteredFunction other) {
            return other.breaker();
        }
        throw taken(name, earlier);
    }

    private static IllegalArgumentException taken(String name, Registered owner) {
        return new IllegalArgumentException("Cannot make the breaker " + name + ": its name is taken by "
                + owner.describe() + "; give another name, or close that one");
    }

    /** All services that are protected now, in the order in which that began. */
    public List<Protection> protections() {
        var protections = new ArrayList<Protection>();
        for (Registered member : names.members()) {
            Protection protection = member instanceof RegisteredService service ? service.protection() : null;
            if (protection != null) {
                protections.add(protection);
            }
        }
        return List.copyOf(protections);
    }

    /** All breakers, those of a service together. */
    public List<Breaker> breakers() {
        return names.members().stream()
                .flatMap(member -> member.breakers().stream())
                .toList();
    }

    /** The breaker of that name, as in {@code PaymentService.charge}; empty if there is none. */
    public Optional<Breaker> find(String name) {
        Registered owner = names.owner(Objects.requireNonNull(name, "name"));
        return owner == null ? Optional.empty() : Optional.ofNullable(owner.find(name));
    }

    /** Since when which breakers have been out. */
    Outages outages() {
        return outages;
    }

    /** The document in force; an empty one if none was given. */
    public Settings settings() {
        return settings;
    }

    /**
     * Takes a snapshot of all breakers that are not CLOSED, before the process ends; closed protections and a closed
     * registry have none. What a snapshot has restored and still waits for its breaker is in it, too, unless its wait is
     * over meanwhile.
     */
    public RegistrySnapshot snapshot() {
        return new RegistrySnapshot(restart.take(this::breakers));
    }

    /**
     * Goes on with the states of a snapshot, each once: with those of breakers that are there, and with the others when
     * their services are protected or they are made; what never comes is left out. Time has passed for them while the
     * process was not there, by the wall clock: a wait goes on for its rest, and if that is over, the breaker reads
     * HALF_OPEN (S4). Restored waits stay when settings change (S46). A breaker that is not CLOSED any more knows better
     * and keeps its state, but FORCED_OPEN and DISABLED replace OPEN and HALF_OPEN.
     *
     * @throws IllegalStateException if the registry is closed
     */
    public void restore(RegistrySnapshot snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        names.whileOpen(() -> restart.await(snapshot.shot()));
        restart.offer(breakers());
    }

    /**
     * Closes all protections and breakers, which releases their listeners and meters; they go on working without.
     * Nothing can be protected or made any more. Closing again has no effect.
     */
    @Override
    public void close() {
        names.close().forEach(Registered::close);
    }
}
