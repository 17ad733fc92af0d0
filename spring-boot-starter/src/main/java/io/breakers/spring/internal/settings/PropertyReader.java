package io.breakers.spring.internal.settings;

import io.breakers.spring.internal.settings.Property.Element;
import io.breakers.spring.internal.settings.Property.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads all properties below {@code breakers.}, as Boot's binder would: of several sources the first has a say, a list
 * comes from one source, placeholders are resolved. Unlike the binder it keeps what nobody knows, and where it stands.
 */
final class PropertyReader {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("breakers");

    /** Below it an address stands, however its key is spelt, which may hold a password. */
    private static final ConfigurationPropertyName FLEET = ROOT.append("fleet");

    /** So many fit into an index. */
    private static final int MOST_DIGITS = 9;

    private final PropertySourcesPlaceholdersResolver placeholders;
    private final List<Mistake> mistakes;
    private final Map<String, Draft> found = new LinkedHashMap<>();

    private PropertyReader(Environment environment, List<Mistake> mistakes) {
        this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
        this.mistakes = mistakes;
    }

    /** A property in the making. */
    private static final class Draft {
        /** The number of the source that says it. */
        final int owner;

        final List<Element> elements = new ArrayList<>();
        List<String> path;
        Source source;

        Draft(int owner, List<String> path, Source source) {
            this.owner = owner;
            this.path = path;
            this.source = source;
        }

        /** Variables know no case and no hyphens, so who else names the property knows its spelling better. */
        void alsoNamed(List<String> other, Source where) {
            if (source == Source.ENVIRONMENT && where != Source.ENVIRONMENT) {
                path = other;
                source = where;
            }
        }
    }

    /** Returns all of them; those whose placeholders cannot be resolved are mistakes instead. */
    static List<Property> read(Environment environment, List<Mistake> mistakes) {
        var reader = new PropertyReader(environment, mistakes);
        int number = 0;
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                reader.add(number, iterable);
            }
            number++;
        }
        return reader.found.values().stream()
                .map(draft -> new Property(
                        draft.path,
                        draft.elements.stream()
                                .sorted(Comparator.comparingInt(Element::index))
                                .toList(),
                        draft.source))
                .toList();
    }

    private void add(int number, IterableConfigurationPropertySource source) {
        for (ConfigurationPropertyName name : source) {
            ConfigurationProperty property = ROOT.isAncestorOf(name) ? source.getConfigurationProperty(name) : null;
            if (property != null) {
                add(number, kindOf(source), name, property);
            }
        }
    }

    private static Source kindOf(ConfigurationPropertySource source) {
        Object underlying = source.getUnderlyingSource();
        if (underlying instanceof SystemEnvironmentPropertySource) {
            return Source.ENVIRONMENT;
        }
        boolean system = underlying instanceof org.springframework.core.env.PropertySource<?> named
                && named.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        return system ? Source.SYSTEM_PROPERTIES : Source.DOCUMENT;
    }

    private void add(int number, Source kind, ConfigurationPropertyName name, ConfigurationProperty property) {
        int length = name.getNumberOfElements();
        int index = -1;
        if (name.isLastElementIndexed() && name.isNumericIndex(length - 1)) {
            length--;
            index = index(name.getElement(length, Form.ORIGINAL));
        }
        var path = new ArrayList<String>();
        var key = new StringBuilder();
        for (int i = 1; i < length; i++) {
            path.add(name.getElement(i, Form.ORIGINAL));
            key.append(Words.letters(name.getElement(i, Form.ORIGINAL))).append('.');
        }
        Draft draft = found.computeIfAbsent(key.toString(), first -> new Draft(number, List.copyOf(path), kind));
        draft.alsoNamed(path, kind);
        String origin = textOf(property.getOrigin());
        // Two spellings in one source are two properties: the second says so where its level is complete.
        if (draft.owner == number && (draft.path.equals(path) || index >= 0)) {
            draft.elements.add(new Element(index, value(name, property, origin), origin));
        } else if (draft.owner == number) {
            mistakes.add(new Mistake(
                    "breakers." + Property.join(path) + " is the same as breakers." + Property.join(draft.path) + ".",
                    origin,
                    "leave one of them out"));
        }
    }

    /** The number at the end of a name: a variable of somebody else's may end with one that is no index. */
    private static int index(String digits) {
        return digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private String value(ConfigurationPropertyName name, ConfigurationProperty property, String origin) {
        try {
            Object value = placeholders.resolvePlaceholders(property.getValue());
            return value == null ? "" : value.toString().strip();
        } catch (IllegalArgumentException unresolved) {
            // The message quotes the whole value.
            String why = FLEET.equals(name) || FLEET.isAncestorOf(name)
                    ? " has a placeholder that cannot be resolved; it is not shown, because it may hold a password."
                    : ": " + unresolved.getMessage() + ".";
            mistakes.add(new Mistake(name + why, origin, "give the placeholder a value"));
            return "";
        }
    }

    /** As short as it can be found: {@code application.yml:12}. */
    private static String textOf(@Nullable Origin origin) {
        Origin place = origin instanceof PropertySourceOrigin wrapped && wrapped.getOrigin() != null
                ? wrapped.getOrigin()
                : origin;
        if (place instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
            String file = text.getResource().getFilename();
            return (file == null ? text.getResource().getDescription() : file) + ":"
                    + (text.getLocation().getLine() + 1);
        }
        return place == null ? "" : place.toString();
    }
}
