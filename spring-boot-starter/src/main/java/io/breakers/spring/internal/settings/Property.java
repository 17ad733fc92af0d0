package io.breakers.spring.internal.settings;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A property below {@code breakers.}, or a list of them.
 *
 * @param path the elements of its name as they are written, without {@code breakers} and without an index
 * @param elements its value; several if it is written as a list
 * @param source what kind of place it comes from
 */
record Property(List<String> path, List<Element> elements, Source source) {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$-]+");

    /**
     * One value.
     *
     * @param index in a list; -1 outside one
     * @param origin where it stands
     */
    record Element(int index, String value, String origin) {}

    /** Where properties come from, as far as it matters for unknown ones. */
    enum Source {
        /** Files, arguments, configuration servers: all that is said there is meant for somebody. */
        DOCUMENT,
        /** Shared with everything else that runs in the process. */
        SYSTEM_PROPERTIES,
        /** Shared with everything in the container: a Kubernetes service of some name sets variables. */
        ENVIRONMENT
    }

    /** The whole name, for messages. */
    String name() {
        return "breakers." + join(path);
    }

    /** The name of one value. */
    String name(Element element) {
        return element.index() < 0 ? name() : name() + "[" + element.index() + "]";
    }

    /** As one value: a list is separated by commas. */
    String text() {
        return elements.stream().map(Element::value).collect(Collectors.joining(","));
    }

    /** The values of a list, also if they are written as one value with commas. */
    List<Element> list() {
        return elements.stream()
                .flatMap(element -> Pattern.compile(",")
                        .splitAsStream(element.value())
                        .map(part -> new Element(element.index(), part.strip(), element.origin())))
                .filter(element -> !element.value().isEmpty())
                .toList();
    }

    String origin() {
        return elements.get(0).origin();
    }

    /** A mistake in the property as a whole. */
    Mistake mistake(String problem, String action) {
        return new Mistake(name() + problem, origin(), action);
    }

    /** Returns the name of these elements, with brackets where they are needed. */
    static String join(List<String> path) {
        var name = new StringBuilder();
        for (String part : path) {
            boolean plain = PLAIN.matcher(part).matches();
            name.append(name.isEmpty() || !plain ? "" : ".").append(plain ? part : "[" + part + "]");
        }
        return name.toString();
    }
}
