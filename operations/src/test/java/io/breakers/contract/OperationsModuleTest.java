package io.breakers.contract;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakers.api.Breaker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** H18: a user's module with a registry, with everything on the module path; and the class path without YAML. */
class OperationsModuleTest {
    private static final String OURS =
            path(pathOf(Breaker.class), pathOf(Breakers.class), pathOf(BreakerRegistry.class));
    private static final String WITH_YAML = path(OURS, pathOf(LoadSettings.class));

    @TempDir
    static Path directory;

    private static Path module;
    private static Path properties;
    private static Path yaml;

    @BeforeAll
    static void compile() {
        properties = Problems.write(directory, "a.properties", "services.Greeter.methods.greet.probes=7");
        yaml = Problems.write(directory, "a.yaml", "services: {Greeter: {probes: 8}}");
        module = new UserCode(directory)
                .file("module-info.java", "module shop { requires io.breakers.operations; exports shop; }")
                .file("shop/Greeter.java", "package shop; public interface Greeter { String greet(String name); }")
                .file("shop/Main.java", """
                        package shop;

                        import io.breakers.operations.BreakerRegistry;
                        import io.breakers.operations.Settings;
                        import java.nio.file.Path;

                        public class Main {
                            public static void main(String[] arguments) {
                                try {
                                    var settings = Settings.load(Path.of(arguments[0]));
                                    var registry = BreakerRegistry.builder().settings(settings).build();
                                    Greeter greeter = registry.protect(Greeter.class, name -> "Hello, " + name);
                                    System.out.println(greeter.greet("Ann"));
                                    System.out.println(registry.breaker("Greeter.greet").config().probes());
                                } catch (IllegalArgumentException refused) {
                                    System.out.println(refused.getMessage());
                                }
                            }
                        }
                        """)
                .compile("-p", OURS);
    }

    @Test
    void h18_aModuleReadsPropertiesWithoutYaml() throws Exception {
        assertThat(UserCode.java("-p", path(OURS, module), "-m", "shop/shop.Main", properties.toString())
                        .lines())
                .containsExactly("Hello, Ann", "7");
    }

    @Test
    void h18_aModuleReadsYamlWhereItsParserIsAdded() throws Exception {
        assertThat(UserCode.java(
                                "-p",
                                path(WITH_YAML, module),
                                "--add-modules",
                                "org.snakeyaml.engine",
                                "-m",
                                "shop/shop.Main",
                                yaml.toString())
                        .lines())
                .containsExactly("Hello, Ann", "8");
    }

    @Test
    void yamlWithoutItsParserIsRefusedWithTheRemedy() throws Exception {
        assertThat(UserCode.java("-cp", path(OURS, module), "shop.Main", yaml.toString())
                        .lines())
                .containsExactly("Cannot use the settings: YAML and JSON need org.snakeyaml:snakeyaml-engine, which is"
                        + " not there; add it (on a module path with --add-modules org.snakeyaml.engine), or write"
                        + " properties");
    }

    @Test
    void onlyTheFaceIsExported() {
        ModuleDescriptor descriptor = ModuleFinder.of(Path.of(pathOf(BreakerRegistry.class)))
                .find("io.breakers.operations")
                .orElseThrow()
                .descriptor();

        assertThat(descriptor.exports())
                .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::isQualified)
                .containsExactly(tuple("io.breakers.operations", false));
    }

    /** What a module brings to who depends on it. */
    private static List<String> brings(String module) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", module, "pom.xml").toFile())
                .getDocumentElement();
        NodeList dependencies = project.getElementsByTagName("dependency");
        var brought = new ArrayList<String>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            var dependency = (Element) dependencies.item(i);
            boolean ours = dependency.getParentNode().getParentNode() == project;
            if (ours && !List.of("test", "provided").contains(text(dependency, "scope")) && !isOptional(dependency)) {
                brought.add(text(dependency, "artifactId"));
            }
        }
        return brought;
    }

    private static boolean isOptional(Element dependency) {
        return text(dependency, "optional").equals("true");
    }

    private static String text(Element dependency, String name) {
        NodeList found = dependency.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    @Test
    void nothingOfItIsOnTheClassPathOfWhoDoesNotUseIt() throws Exception {
        assertThat(brings("api")).isEmpty();
        assertThat(brings("proxy")).containsExactly("breakers-api");
        assertThat(brings("metrics-micrometer")).containsExactly("breakers-api", "micrometer-core");
        assertThat(brings("adapters")).containsExactly("breakers-api");
        assertThat(brings("testing")).containsExactly("breakers-api");
        assertThat(brings("operations")).containsExactly("breakers-api", "breakers-proxy");
        assertThat(brings("fleet")).containsExactly("breakers-operations");
        assertThat(brings("")).as("what all modules inherit").isEmpty();
    }
}
