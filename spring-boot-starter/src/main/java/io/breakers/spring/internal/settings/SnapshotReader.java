package io.breakers.spring.internal.settings;

import io.breakers.spring.internal.settings.Property.Element;
import io.breakers.spring.internal.settings.Property.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sorts properties into what settings documents know and what only applications have. Not thread-safe. */
final class SnapshotReader {
    private static final List<String> LEVELS = List.of("defaults", "services");
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final List<Mistake> mistakes;
    private final Classes classes;
    private final FleetReader fleets;
    private final String application;
    private final DocumentDraft document = new DocumentDraft();
    private final Map<String, ServiceDraft> services = new LinkedHashMap<>();
    private final Map<String, Property> ofTheApplication = new LinkedHashMap<>();

    /**
     * Creates one.
     *
     * @param application its name; empty if it has none
     */
    SnapshotReader(ClassLoader loader, String application, List<Mistake> mistakes) {
        this.mistakes = mistakes;
        this.classes = new Classes(loader, mistakes);
        this.fleets = new FleetReader(loader, mistakes);
        this.application = application;
    }

    Snapshot read(List<Property> properties) {
        properties.stream().filter(one -> one.source() != Source.ENVIRONMENT).forEach(this::add);
        Set<String> named = named();
        var variables = new EnvironmentNames(services.keySet());
        for (Property property : properties) {
            List<String> path = property.source() == Source.ENVIRONMENT ? variables.path(property.path()) : null;
            if (path != null) {
                add(new Property(path, property.elements(), property.source()));
            }
        }
        named.addAll(named());
        var entries = new LinkedHashMap<String, ServiceEntry>();
        services.values().forEach(draft -> entries.put(draft.name, draft.entry()));
        return new Snapshot(
                flag("enabled", true),
                flag("log", true),
                meters(),
                duration("health.down-after"),
                duration("health.up-after"),
                flag("spring-cloud.enabled", false),
                fleet(),
                Collections.unmodifiableMap(entries),
                Set.copyOf(named),
                document.read(mistakes),
                Map.copyOf(document.origins()),
                List.copyOf(new LinkedHashSet<>(mistakes)));
    }

    private void add(Property property) {
        String first = SettingKeys.spelt(property.path().get(0), LEVELS);
        List<String> rest = rest(property.path(), 1);
        if (first.equals("defaults")) {
            addSetting(List.of(first), rest, property, SettingKeys.OF_DOCUMENTS);
        } else if (first.equals("services")) {
            addToServices(rest, property);
        } else {
            addToApplication(property);
        }
    }

    private static List<String> rest(List<String> path, int from) {
        return path.subList(from, path.size());
    }

    private void addToApplication(Property property) {
        String written = String.join(".", property.path());
        String key = SettingKeys.spelt(written, SettingKeys.OF_THE_APPLICATION);
        if (SettingKeys.OF_THE_APPLICATION.contains(key)) {
            ofTheApplication.put(key, property);
            return;
        }
        if (property.source() == Source.SYSTEM_PROPERTIES) {
            return;
        }
        String setting = SettingKeys.spelt(written, SettingKeys.ofServices());
        if (SettingKeys.ofServices().contains(setting)) {
            mistakes.add(property.mistake(
                    " belongs to a level.",
                    "write breakers.services.<service>." + setting
                            + (SettingKeys.OF_DOCUMENTS.contains(setting) ? " or breakers.defaults." + setting : "")));
            return;
        }
        var known = new ArrayList<String>(SettingKeys.OF_THE_APPLICATION);
        known.addAll(LEVELS);
        mistakes.add(unknown(property, written, known));
    }

    private static Mistake unknown(Property property, String written, List<String> known) {
        String suggestion = Words.suggestion(written, known);
        String list = "known are " + String.join(", ", known);
        return property.mistake(" is no setting.", suggestion.isEmpty() ? list : suggestion + " All that are " + list);
    }

    private void addToServices(List<String> path, Property property) {
        if (path.isEmpty()) {
            if (!property.text().isEmpty()) {
                mistakes.add(property.mistake(
                        ": '" + property.text() + "' is no map of services.", "write services.<service>.<key>"));
            }
            return;
        }
        ServiceDraft service = service(path.get(0), property.origin());
        service.hasKeys();
        List<String> rest = rest(path, 1);
        if (rest.isEmpty()) {
            if (!property.text().isEmpty()) {
                mistakes.add(property.mistake(
                        ": '" + property.text() + "' is no map of settings.", "write " + property.name() + ".<key>"));
            }
            return;
        }
        String first = SettingKeys.spelt(rest.get(0), SettingKeys.OF_SERVICES);
        if (first.equals("methods")) {
            addToMethod(service, rest(rest, 1), property);
        } else if (SettingKeys.OF_SERVICES.contains(first)) {
            service.add(first, rest(rest, 1), property);
        } else {
            addSetting(List.of("services", service.name), rest, property, SettingKeys.ofServices());
        }
    }

    private void addToMethod(ServiceDraft service, List<String> path, Property property) {
        if (path.size() < 2) {
            mistakes.add(property.mistake(
                    " says nothing.",
                    "write breakers.services." + service.name + ".methods.<method or [signature]>.<key>"));
            return;
        }
        List<String> level = List.of("services", service.name, "methods", path.get(0));
        addSetting(level, rest(path, 1), property, SettingKeys.OF_DOCUMENTS);
    }

    /** Adds what documents know to the level; {@code known} is what the level may say besides. */
    private void addSetting(List<String> level, List<String> rest, Property property, List<String> known) {
        String written = String.join(".", rest);
        String key = SettingKeys.spelt(written, SettingKeys.OF_DOCUMENTS);
        if (rest.isEmpty()) {
            if (!property.text().isEmpty()) {
                mistakes.add(property.mistake(
                        ": '" + property.text() + "' is no map of settings.", "write " + property.name() + ".<key>"));
            }
        } else if (!SettingKeys.OF_DOCUMENTS.contains(key) || rest.size() > 1) {
            mistakes.add(unknown(property, written, known));
        } else {
            boolean empty = property.text().isEmpty();
            String value = SettingKeys.areClasses(key) ? classes.names(property) : property.text();
            if (empty || !value.isEmpty()) {
                var path = new ArrayList<String>(level);
                path.add(key);
                document.put(path, value, property.origin());
            }
        }
    }

    /** Returns the service of that name, in whatever spelling. */
    private ServiceDraft service(String name, String origin) {
        return services.computeIfAbsent(
                Words.letters(name), first -> new ServiceDraft(name, origin, classes, mistakes));
    }

    private Set<String> named() {
        var named = new LinkedHashSet<String>();
        Property protect = ofTheApplication.get("protect");
        if (protect != null) {
            for (Element element : protect.list()) {
                named.add(service(element.value(), element.origin()).name);
            }
        }
        return named;
    }

    private boolean flag(String key, boolean otherwise) {
        Property property = ofTheApplication.get(key);
        return property == null ? otherwise : flag(property, otherwise, mistakes);
    }

    static boolean flag(Property property, boolean otherwise, List<Mistake> mistakes) {
        String text = property.text();
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            mistakes.add(property.mistake(": '" + text + "' is neither true nor false.", "write true or false"));
            return otherwise;
        }
        return text.equalsIgnoreCase("true");
    }

    private MeterKind meters() {
        Property property = ofTheApplication.get("meters.kind");
        for (MeterKind kind : MeterKind.values()) {
            if (property != null && Words.letters(kind.name()).equals(Words.letters(property.text()))) {
                return kind;
            }
        }
        if (property != null) {
            mistakes.add(property.mistake(
                    ": '" + property.text() + "' is no kind of meters.",
                    "write function-timers, timers, counts or none"));
        }
        return MeterKind.FUNCTION_TIMERS;
    }

    private @Nullable FleetEntry fleet() {
        Property url = ofTheApplication.get("fleet.redis.url");
        return url == null || url.text().isEmpty() || !flag("enabled", true)
                ? null
                : fleets.read(url, ofTheApplication.get("fleet.group"), application);
    }

    private Duration duration(String key) {
        Property property = ofTheApplication.get(key);
        Duration duration = property == null ? null : duration(property, mistakes);
        return duration == null ? TEN_SECONDS : duration;
    }

    /** Returns a positive duration; {@code null} if the value is none, which is a mistake. */
    static @Nullable Duration duration(Property property, List<Mistake> mistakes) {
        String text = property.text();
        Duration duration = Durations.positive(text);
        if (duration == null) {
            boolean bare = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            mistakes.add(
                    bare
                            ? property.mistake(": '" + text + "' has no unit.", "write " + text + "s or " + text + "ms")
                            : property.mistake(
                                    ": '" + text + "' is no positive duration.", "write one such as 10s, 500ms or 1h"));
        }
        return duration;
    }
}
