package io.breakers.adapters;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import io.reactivex.rxjava3.core.Single;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

/** H18: every factory where none of the libraries is there, on the class path and as a module; and with one of them. */
class AdaptersModuleTest {
    private static final String OURS = path(pathOf(Breaker.class), pathOf(Breakers.class), pathOf(FlowAdapters.class));
    private static final String RX_JAVA = path(pathOf(Single.class), pathOf(Publisher.class));

    private static final String PROTECTING = """
            package shop;

            import io.breakers.adapters.*;
            import io.breakers.proxy.Breakers;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.Flow;

            public class Main {
                public interface Greeter {
                    String greet(String name);

                    CompletableFuture<String> later(String name);

                    Flow.Publisher<String> all();
                }

                static class Friendly implements Greeter {
                    public String greet(String name) {
                        return "Hello, " + name;
                    }

                    public CompletableFuture<String> later(String name) {
                        return CompletableFuture.completedFuture("Later, " + name);
                    }

                    public Flow.Publisher<String> all() {
                        return null;
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    Greeter greeter = Breakers.builder(Greeter.class, new Friendly())
                            .adapter(RxJava3Adapters.all()).adapter(MutinyAdapters.all()).adapter(GuavaAdapters.all())
                            .adapter(RetrofitAdapters.all()).adapter(KotlinAdapters.all()).adapter(FlowAdapters.all())
                            .build();
                    System.out.println(greeter.greet("Ann"));
                    System.out.println(greeter.later("Bob").get());
                    System.out.println(greeter.all() != null);
                }
            }
            """;

    private static final String WITH_RX_JAVA = """
            package shop;

            import io.breakers.adapters.RxJava3Adapters;
            import io.breakers.proxy.*;
            import io.reactivex.rxjava3.core.Single;

            public class Main {
                public interface Greeter {
                    Single<String> greet(String name);
                }

                public static void main(String[] arguments) {
                    Greeter greeter = Breakers.builder(Greeter.class, (Greeter) name -> Single.just("Hello, " + name))
                            .engine(ProxyEngine.JDK).adapter(RxJava3Adapters.all()).build();
                    System.out.println(greeter.greet("Ann").blockingGet());
                    System.out.println(Breakers.inspect(greeter).breaker("greet").stats().successes());
                }
            }
            """;

    @TempDir
    static Path directory;

    private static Path alone;
    private static Path withRxJava;

    @BeforeAll
    static void compile() {
        alone = new UserCode(directory.resolve("alone"))
                .file(
                        "module-info.java",
                        "module shop { requires io.breakers.adapters; requires io.breakers.proxy; exports shop; }")
                .file("shop/Main.java", PROTECTING)
                .compile("-p", OURS);
        withRxJava = new UserCode(directory.resolve("with"))
                .file(
                        "module-info.java",
                        "module shop { requires io.breakers.adapters; requires io.breakers.proxy;"
                                + " requires io.reactivex.rxjava3; exports shop; }")
                .file("shop/Main.java", WITH_RX_JAVA)
                .compile("-p", path(OURS, RX_JAVA));
    }

    @Test
    void h18_withoutTheLibrariesEveryFactoryKnowsNoMethodOfTheirs() throws Exception {
        assertThat(UserCode.java("-p", path(OURS, alone), "-m", "shop/shop.Main")
                        .lines())
                .containsExactly("Hello, Ann", "Later, Bob", "true");
        assertThat(UserCode.java("-cp", path(OURS, alone), "shop.Main").lines())
                .containsExactly("Hello, Ann", "Later, Bob", "true");
    }

    @Test
    void h18_aModuleUsesTheLibraryThatItRequires() throws Exception {
        assertThat(UserCode.java("-p", path(OURS, RX_JAVA, withRxJava), "-m", "shop/shop.Main")
                        .lines())
                .containsExactly("Hello, Ann", "1");
    }

    @Test
    void onlyTheFaceIsExported() {
        ModuleDescriptor descriptor = ModuleFinder.of(Path.of(pathOf(FlowAdapters.class)))
                .find("io.breakers.adapters")
                .orElseThrow()
                .descriptor();

        assertThat(descriptor.exports())
                .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::isQualified)
                .containsExactly(tuple("io.breakers.adapters", false));
    }
}
