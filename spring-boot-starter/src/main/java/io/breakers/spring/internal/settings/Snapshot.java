package io.breakers.spring.internal.settings;

import io.breakers.operations.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Everything that the properties say at one moment. Immutable.
 *
 * @param enabled whether anything is protected at all
 * @param log whether transitions are logged
 * @param meters which meters there are
 * @param downAfter how long a service must be open before its health says so; S61
 * @param upAfter how long it must be closed before its health says so
 * @param springCloud whether the factory of Spring Cloud is wanted
 * @param fleet the fleet that is joined; {@code null} for none
 * @param services by name, in the order of the properties
 * @param named the services that {@code breakers.protect} names, which are beans
 * @param settings what settings documents know
 * @param origins where the keys of {@code settings} stand, by key
 * @param mistakes everything that is wrong; the rest is usable
 */
public record Snapshot(
        boolean enabled,
        boolean log,
        MeterKind meters,
        Duration downAfter,
        Duration upAfter,
        boolean springCloud,
        @Nullable FleetEntry fleet,
        Map<String, ServiceEntry> services,
        Set<String> named,
        Settings settings,
        Map<String, String> origins,
        List<Mistake> mistakes) {

    /** Reads what {@code environment} says now. */
    public static Snapshot read(Environment environment, ClassLoader classes) {
        var mistakes = new ArrayList<Mistake>();
        List<Property> properties = PropertyReader.read(environment, mistakes);
        String application = environment.getProperty("spring.application.name", "");
        return new SnapshotReader(classes, application, mistakes).read(properties);
    }

    /** Whether the other one says the same of everything but what settings documents know. */
    public boolean alike(Snapshot other) {
        return enabled == other.enabled
                && log == other.log
                && meters == other.meters
                && downAfter.equals(other.downAfter)
                && upAfter.equals(other.upAfter)
                && springCloud == other.springCloud
                && Objects.equals(fleet, other.fleet)
                && withoutPlaces(services).equals(withoutPlaces(other.services));
    }

    private static List<ServiceEntry> withoutPlaces(Map<String, ServiceEntry> services) {
        return services.values().stream().map(ServiceEntry::withoutPlaces).toList();
    }
}
