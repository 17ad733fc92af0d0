package io.breakers.operations;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.TransitionLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds a {@link BreakerRegistry}. Obtained from {@link BreakerRegistry#builder}. Not thread-safe. */
public final class BreakerRegistryBuilder {
    BreakerConfig config = BreakerConfig.defaults();
    Settings settings = Settings.of(Map.of());

    /** The wall clock, for snapshots; another one for our tests. */
    InstantSource clock = InstantSource.system();

    private final List<BreakerListener.Factory> listeners = new ArrayList<>();
    private boolean quiet;

    BreakerRegistryBuilder() {}

    /**
     * Sets the configuration of services and breakers that the code gives none. Defaults to
     * {@link BreakerConfig#defaults()}.
     */
    public BreakerRegistryBuilder config(BreakerConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Adds a listener factory for all breakers, whatever their configuration; its listeners are notified after those of
     * the configuration. May be repeated.
     */
    public BreakerRegistryBuilder listener(BreakerListener.Factory factory) {
        listeners.add(Objects.requireNonNull(factory, "listener"));
        return this;
    }

    /** Sets the document to begin with. Defaults to an empty one. */
    public BreakerRegistryBuilder settings(Settings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /** Leaves out the {@linkplain TransitionLog#toSystemLogger() log of transitions}, which is on by default. */
    public BreakerRegistryBuilder quiet() {
        quiet = true;
        return this;
    }

    /** Those of all breakers: first that of the registry, so that it knows what the others may ask it. */
    List<BreakerListener.Factory> listeners(BreakerListener.Factory own) {
        var all = new ArrayList<BreakerListener.Factory>(List.of(own));
        all.addAll(listeners);
        return List.copyOf(all);
    }

    BreakerListener.Factory log() {
        return quiet ? breaker -> BreakerListener.NONE : TransitionLog.toSystemLogger();
    }

    /**
     * Builds the registry.
     *
     * @throws SettingsException if the {@code defaults} of the settings do not fit the configuration; what they say of
     *     services is checked when those are protected (S57)
     */
    public BreakerRegistry build() {
        return new BreakerRegistry(this);
    }
}
