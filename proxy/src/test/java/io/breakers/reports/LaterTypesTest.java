package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R2: a type of which nobody made a list is recognized by what one can do with it. The types of real libraries are
 * tried in module {@code compatibility}; here is what else decides.
 */
class LaterTypesTest {
    @TempDir
    static Path directory;

    private static String classes;

    @BeforeAll
    static void compile() throws Exception {
        Path compiled = new UserCode(directory)
                .file("shop/Types.java", """
                        package shop;
                        import java.util.concurrent.Executor;
                        import java.util.function.*;
                        public class Types {
                          public interface Observer { void onNext(String item); void onError(Throwable failure); }
                          public interface Message { String text(); void acknowledge(); }
                          public interface Inherited extends Subscribed {}
                          public interface Subscribed { void subscribe(Observer observer); }
                          public interface Asked { Consumer<Runnable> subscribe(); }
                          public interface Chained { Chained thenApply(Function<String, String> next); }
                          public interface Scheduled { void onCompleted(Runnable told, Executor on); }
                          public interface Listened { boolean isDone(); void addFinishListener(Runnable told); }
                          public interface Thenable { boolean isPending(); Thenable then(Consumer<String> next); }
                          public static final class Promise<T> {
                            public void whenComplete(BiConsumer<T, Throwable> told) {}
                          }

                          public interface Bean { void addListener(Runnable told); void removeListener(Runnable told); }
                          public interface Property { void subscribe(Runnable r); void removeListener(Runnable r); }
                          public interface Channel { void subscribe(Observer told); void unsubscribe(Observer told); }
                          public interface Source { void addListener(Runnable listener); }
                          public interface Topics {
                            void subscribe(String topic);
                            void subscribe(Iterable<String> topics);
                            void subscribe(Observer told, byte[] topic);
                            void subscribe();
                          }
                          public interface Queue { void enqueue(Message message); boolean isDone(); }
                          public interface Result {
                            Result onSuccess(Consumer<String> told);
                            Result onFailure(Consumer<Throwable> told);
                            boolean isComplete();
                          }
                          public interface Sink { void onNext(String item); void onError(Throwable failure); }
                          public static class Hidden {
                            void subscribe(Observer observer) {}
                            public static void whenComplete(Runnable told) {}
                          }
                          public static final class Data { public void subscribe(Observer observer) {} }
                          public record Pair(Runnable subscribe) { public void subscribe(Observer observer) {} }
                          public interface Optional { void subscribe(Absent a); void subscribe(Observer o); }
                          public interface Absent {}
                        }
                        """)
                .file("shop/Services.java", """
                        package shop;
                        public class Services {
                        %s}
                        """.formatted(services()))
                .compile("-cp", directory.toString());
        Files.delete(compiled.resolve("shop/Types$Absent.class"));
        classes = compiled.toString();
    }

    private static String services() {
        var text = new StringBuilder();
        String types = "Inherited Subscribed Asked Chained Scheduled Listened Thenable "
                + "Bean Property Channel Source Topics Queue Result Sink Hidden Data Pair Optional";
        for (String type : types.split(" ")) {
            text.append("  public interface %s { Types.%s order(); }\n".formatted(type, type));
        }
        return text.append("  public interface Promise { Types.Promise<String> order(); }\n")
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Subscribed|subscribe(Observer)",
                "Inherited|subscribe(Observer)",
                "Asked|subscribe()",
                "Chained|thenApply(Function)",
                "Scheduled|onCompleted(Runnable,Executor)",
                "Listened|addFinishListener(Runnable)",
                "Thenable|then(Consumer)",
                "Promise|whenComplete(BiConsumer)"
            })
    void r2_whatTellsItsOutcomeIsRefusedWithTheMethodThatTellsIt(String type, String method) throws Exception {
        try (URLClassLoader loader = UserCode.loader(LaterTypesTest.class.getClassLoader(), classes)) {
            assertThat(refusal(loader.loadClass("shop.Services$" + type)))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Cannot protect shop.Services$" + type
                            + ": order promises its outcome by shop.Types$" + type + " (it has " + method
                            + "), which nothing here can observe;")
                    .hasMessageContaining("treatAsSynchronous(\"order\")")
                    .hasMessageContaining("unprotected(\"order\")");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bean",
                "Property",
                "Channel",
                "Source",
                "Topics",
                "Queue",
                "Result",
                "Sink",
                "Hidden",
                "Data",
                "Pair"
            })
    void r2_whatTellsOfOtherThingsIsAValue(String type) throws Exception {
        try (URLClassLoader loader = UserCode.loader(LaterTypesTest.class.getClassLoader(), classes)) {
            assertThat(refusal(loader.loadClass("shop.Services$" + type))).isNull();
        }
    }

    /** It is protected as it was before anybody looked at the methods of its types. */
    @Test
    void r2_aTypeThatSpeaksOfAnAbsentLibraryIsAValue() throws Exception {
        try (URLClassLoader loader = UserCode.loader(LaterTypesTest.class.getClassLoader(), classes)) {
            assertThat(catchThrowable(
                            () -> loader.loadClass("shop.Types$Optional").getMethods()))
                    .isInstanceOf(NoClassDefFoundError.class);
            assertThat(refusal(loader.loadClass("shop.Services$Optional"))).isNull();
        }
    }

    private static <T> Throwable refusal(Class<T> type) {
        Object target =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> null);
        return catchThrowable(() -> Breakers.protect(type, type.cast(target)));
    }
}
