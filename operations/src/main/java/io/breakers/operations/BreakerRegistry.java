package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.operations.internal.document.Mistakes;
import io.breakers.operations.internal.events.BreakerEvents;
import io.breakers.operations.internal.health.Outages;
import io.breakers.operations.internal.registry.Documents;
import io.breakers.operations.internal.registry.Functions;
import io.breakers.operations.internal.registry.Names;
import io.breakers.operations.internal.registry.OwnListener;
import io.breakers.operations.internal.registry.Registered;
import io.breakers.operations.internal.registry.RegisteredService;
import io.breakers.operations.internal.registry.Trial;
import io.breakers.operations.internal.snapshot.Restart;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ServiceOutline;
import io.breakers.proxy.ServiceType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The breakers of an application: protects services, and knows all that it has protected, by unique names. It gives
 * them its configuration where the code gives none, its listeners, and its {@link Settings} (S58).
 *
 * <p>There is no global registry: make one, and hand it to who needs it. It holds each protection strongly until that
 * is closed, so close what ends before the application does. Safe for use by many threads; no lock is held while a
 * listener, a factory or a target of yours runs.
 */
public final class BreakerRegistry implements AutoCloseable {
    private final List<BreakerListener.Factory> listeners;
    private final Names names = new Names();
    private final Outages outages = new Outages();
    private final BreakerEvents events = new BreakerEvents();
    private final Restart restart;
    private final Followers followers;
    private final Documents<Settings> documents;
    private final Functions functions;

    BreakerRegistry(BreakerRegistryBuilder builder) {
        this.restart = new Restart(builder.clock);
        var mistakes = new Mistakes();
        Settings settings = builder.settings;
        this.documents = new Documents<>(names, builder.config, settings, settings.document(), mistakes);
        SettingsException.throwIfAny(mistakes);
        this.listeners = builder.listeners(new OwnListener(names, documents, outages, events, builder.log()));
        this.functions = new Functions(names, documents, listeners, restart::lend);
        this.followers = new Followers(this, names, builder.config.ticker());
        use(settings);
    }

    private void use(Settings settings) {
        settings.usedBy(service -> documents.reaches(settings.document(), service));
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
        return builder.registry(outline -> new OpeningEntry(enter(outline), this::opened, restart));
    }

    /** Breakers are ready, and nobody has called them yet. */
    private void opened(List<Breaker> breakers) {
        outages.opened(breakers);
        restart.offer(breakers);
    }

    private RegisteredService enter(ServiceOutline outline) {
        return RegisteredService.enter(names, documents, outline);
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
        var mistakes = new Mistakes();
        Breaker breaker = functions.make(name, code, mistakes);
        if (breaker == null) {
            throw SettingsException.of(mistakes);
        }
        opened(List.of(breaker));
        return breaker;
    }

    /** All services that are protected now, in the order in which that began. */
    public List<Protection> protections() {
        return names.members().stream()
                .filter(RegisteredService.class::isInstance)
                .flatMap(member -> Stream.ofNullable(((RegisteredService) member).protection()))
                .toList();
    }

    /** All breakers, those of a service together, with those of keys that are kept now (S56). */
    public List<Breaker> breakers() {
        return names.members().stream()
                .flatMap(member -> member.breakers().stream())
                .toList();
    }

    /**
     * The breaker of that name, as in {@code PaymentService.charge}, or {@code PaymentService.charge[bank-7]} while
     * that key is kept; empty if there is none.
     */
    public Optional<Breaker> find(String name) {
        Registered owner = names.owner(Objects.requireNonNull(name, "name"));
        return owner == null ? Optional.empty() : Optional.ofNullable(owner.find(name));
    }

    /** Tells {@code listener} of each transition, and of each breaker that is made from now on, until it is removed. */
    public void addListener(RegistryListener listener) {
        events.observe(Objects.requireNonNull(listener, "listener"), listener::onMade, listener::onTransition);
    }

    /** Tells {@code listener} nothing more; one that hears nothing is ignored. */
    public void removeListener(RegistryListener listener) {
        events.forget(Objects.requireNonNull(listener, "listener"));
    }

    /** Since when which breakers have been out. */
    Outages outages() {
        return outages;
    }

    BreakerEvents events() {
        return events;
    }

    /**
     * Takes a snapshot of all breakers that are not CLOSED, before the process ends; closed protections and a closed
     * registry have none. What a snapshot has restored and still waits for its breaker is in it, too, unless its wait
     * is over meanwhile.
     */
    public RegistrySnapshot snapshot() {
        return new RegistrySnapshot(restart.take(this::breakers));
    }

    /**
     * Goes on with the states of a snapshot, each once: with those of breakers that are there, and with the others when
     * their services are protected, they are made, or their keys come (S56); what never comes is left out. Time has
     * passed for them while the process was not there, by the wall clock: a wait goes on for its rest, and if that is
     * over, the breaker reads HALF_OPEN (S4). Restored waits stay when settings change (S46). A breaker that is not
     * CLOSED any more knows better and keeps its state, but FORCED_OPEN and DISABLED replace OPEN and HALF_OPEN.
     *
     * @throws IllegalStateException if the registry is closed
     */
    public void restore(RegistrySnapshot snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        names.whileOpen(() -> restart.await(snapshot.shot()));
        restart.offer(breakers());
    }

    /**
     * Puts a document in force in place of the present one, while calls go through: all present breakers change at
     * once, those that are made later when they are made (S59). What breakers know stays (S46). A configuration that
     * {@code reconfigure} gave to a breaker is replaced, too. What this document leaves out is gone: to change one key,
     * put it into {@code settings().toMap()}. An INFO of {@code io.breakers.operations} says what differs. If nothing
     * does, nothing is logged, and the way {@linkplain #rollback() back} stays as it is.
     *
     * <p>A service that is protected later, and does not fit, is protected without what the document says of it; that
     * is logged, a WARNING of {@code io.breakers.operations}, and {@link Settings#unused()} lists it (S57).
     *
     * @throws SettingsException with everything that does not fit the present breakers; then nothing has changed
     * @throws IllegalStateException if the registry is closed
     */
    public void apply(Settings settings) {
        put(Objects.requireNonNull(settings, "settings"), null, () -> true);
    }

    /**
     * Applies a document like {@link #apply(Settings)}, and goes back by itself if too many of the breakers trip that
     * it has changed. A further document, or {@link #rollback()}, ends that. Going back is logged, a WARNING of
     * {@code io.breakers.operations}, and done by the call that trips the last breaker.
     */
    public void apply(Settings settings, Bake bake) {
        Objects.requireNonNull(settings, "settings");
        put(settings, Objects.requireNonNull(bake, "bake").terms(), () -> true);
    }

    void put(Settings settings, Trial.@Nullable Terms terms, BooleanSupplier wanted) {
        var mistakes = new Mistakes();
        documents.apply(settings, settings.document(), terms, mistakes, wanted);
        SettingsException.throwIfAny(mistakes);
        use(settings);
    }

    /**
     * Puts the document in force again that was before the present one. Services that have come since, and do not fit
     * it, are left out of it as in {@link #apply(Settings)}. Logged like that.
     *
     * @return {@code false} if there is none: nothing has been applied since the registry was made, or it went back
     *     since then; or if the registry is closed
     */
    public boolean rollback() {
        return documents.rollback();
    }

    /**
     * Applies what {@code source} says, now and whenever it says something new, until the follower is closed or the
     * registry is (S60). The first reading is done by the caller, later ones by {@code scheduler}, each {@code period}
     * after the one before. What cannot be used changes nothing: it is logged once, a WARNING of
     * {@code io.breakers.operations}, as is its end, an INFO; the follower tells it, too.
     *
     * @throws IllegalArgumentException if {@code period} is not positive
     * @throws IllegalStateException if the scheduler takes nothing, or the registry is closed
     */
    public SettingsFollower follow(SettingsSource source, Duration period, ScheduledExecutorService scheduler) {
        return followers.follow(source, period, scheduler);
    }

    /** The document in force; an empty one if none was given. */
    public Settings settings() {
        return documents.settings();
    }

    /**
     * Ends all followers, and closes all protections and breakers, which releases their listeners and meters; they go
     * on working without. Nothing can be protected or made any more. Closing again has no effect.
     */
    @Override
    public void close() {
        List<Registered> members = names.close();
        followers.close();
        members.forEach(Registered::close);
    }
}
