package io.breakers.operations.internal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML, and so JSON. Only this class needs the parser, which may be absent. Values are text: {@code 10s} and
 * {@code 50%} have a meaning to us, not to YAML.
 */
final class YamlText {
    /** Against aliases of aliases, of which a few lines would make millions of settings. */
    private static final int MOST_NODES = 200_000;

    private static final int DEEPEST = 20;

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final Mistakes mistakes;
    private final List<RawSetting> settings = new ArrayList<>();
    private int nodes;
    private boolean tooMuch;

    private YamlText(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    static List<RawSetting> parse(String text, Mistakes mistakes) {
        var reader = new YamlText(mistakes);
        try {
            LoadSettings options = LoadSettings.builder()
                    .setAllowDuplicateKeys(true) // they are found here, with their lines
                    .setAllowNonScalarKeys(true)
                    .build();
            var parser = new ParserImpl(options, new StreamReader(options, text));
            Optional<Node> root = new Composer(options, parser).getSingleNode();
            if (root.isPresent() && !isNothing(root.get())) {
                reader.readRoot(root.get());
            }
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            mistakes.add(line, "is no YAML: " + Mistake.shown(String.valueOf(malformed.getProblem())));
        } catch (YamlEngineException malformed) {
            mistakes.add(0, "is no YAML: " + Mistake.shown(String.valueOf(malformed.getMessage())));
        } catch (StackOverflowError tooDeep) {
            // The parser calls itself for each level of nesting.
            mistakes.add(0, "is nested too deeply");
        }
        return reader.settings;
    }

    private void readRoot(Node root) {
        if (root instanceof MappingNode mapping) {
            read(mapping, "", 0);
        } else {
            mistakes.add(lineOf(root), "must be a mapping with defaults and services");
        }
    }

    private void read(MappingNode mapping, String path, int depth) {
        for (NodeTuple tuple : mapping.getValue()) {
            nodes++;
            Node key = tuple.getKeyNode();
            if (key instanceof ScalarNode name) {
                String part = name.getValue();
                String dot = path.isEmpty() || part.startsWith("[") ? "" : ".";
                read(path + dot + part, lineOf(key), tuple.getValueNode(), depth + 1);
            } else {
                mistakes.add(new Mistake(path, lineOf(key), "", "has a key that is no text"));
            }
        }
    }

    private void read(String key, int line, Node value, int depth) {
        if (tooMuch) {
            return;
        }
        if (nodes >= MOST_NODES || depth > DEEPEST) {
            tooMuch = true;
            mistakes.add(line, "has too many settings or levels, perhaps by its aliases");
        } else if (value instanceof ScalarNode scalar) {
            settings.add(new RawSetting(key, line, textOf(scalar)));
        } else if (value instanceof SequenceNode sequence) {
            readList(key, line, sequence);
        } else if (value instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            read(mapping, key, depth);
        } else {
            settings.add(new RawSetting(key, line, ""));
        }
    }

    private void readList(String key, int line, SequenceNode sequence) {
        var items = new ArrayList<String>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                mistakes.add(new Mistake(key, line, "", "must be a list of texts"));
                return;
            }
            items.add(textOf(scalar));
        }
        settings.add(new RawSetting(key, line, String.join(", ", items)));
    }

    private static String textOf(ScalarNode scalar) {
        return isNothing(scalar) ? "" : scalar.getValue().strip();
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && NOTHING.contains(scalar.getValue());
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
