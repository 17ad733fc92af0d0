package io.breakers.contract;

import static io.breakers.tools.UserCode.loader;
import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Reachable;
import io.breakers.tools.UserCode;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces and targets of other class loaders, and that these can go (H11, H12, H19). */
class LoaderTest extends EngineSetting {
    @TempDir
    Path directory;

    private String classes = "";

    @BeforeEach
    void compile() {
        classes = new UserCode(directory)
                .file("shop/Greeter.java", "package shop; public interface Greeter { String greet(); }")
                .file(
                        "shop/Ann.java",
                        "package shop; public class Ann implements Greeter, java.util.function.Supplier<String> {"
                                + " public String greet() { return \"Ann\"; } public String get() { return greet(); } }")
                .file(
                        "plugin/Door.java",
                        "package plugin; import java.lang.invoke.MethodHandles; public class Door {"
                                + " public static MethodHandles.Lookup lookup() { return MethodHandles.lookup(); } }")
                .compile("-cp", path())
                .toString();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object protectIn(ClassLoader interfaces, ClassLoader targets) throws Exception {
        Class type = interfaces.loadClass("shop.Greeter");
        return protect(type, newAnn(targets));
    }

    private static Object newAnn(ClassLoader loader) throws Exception {
        return loader.loadClass("shop.Ann").getConstructor().newInstance();
    }

    private static Object greet(Object greeter, ClassLoader loader) throws Exception {
        return loader.loadClass("shop.Greeter").getMethod("greet").invoke(greeter);
    }

    @Test
    void h11_anInterfaceThatOurLoaderDoesNotSeeCanBeProtected() throws Exception {
        try (URLClassLoader stranger = loader(null, classes)) {
            Object greeter = protectIn(stranger, stranger);
            assertThat(greet(greeter, stranger)).isEqualTo("Ann");
            assertThat(Breakers.inspect(greeter).engine()).isEqualTo(engine);
            assertThat(breaker(greeter, "greet").stats().successes()).isEqualTo(1);
        }
    }

    @Test
    void h12_aTargetOfAnotherLoadersTwinIsRefusedAndBothAreNamed() throws Exception {
        try (URLClassLoader one = loader(null, classes);
                URLClassLoader other = loader(null, classes)) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> protectIn(one, other))
                    .withMessage("Cannot protect shop.Greeter: the target is not an instance of it, but of shop.Ann"
                            + " (loaded by " + other
                            + "); it implements another Greeter of the same name: the interface"
                            + " given was loaded by " + one + ", load both by one");
        }
    }

    @Test
    void h19_theLoaderOfAnInterfaceGoesWithItsLastProxy() throws Exception {
        var gone = new PhantomReference<Object>(protectAndDrop(getClass().getClassLoader()), new ReferenceQueue<>());
        assertThat(Reachable.isGone(gone)).isTrue();
    }

    @Test
    void h19_theLoaderOfAnInterfaceThatWeDoNotSeeGoesToo() throws Exception {
        var gone = new PhantomReference<Object>(protectAndDrop(null), new ReferenceQueue<>());
        assertThat(Reachable.isGone(gone)).isTrue();
    }

    private ClassLoader protectAndDrop(@Nullable ClassLoader parent) throws Exception {
        try (URLClassLoader loader = loader(parent, classes)) {
            assertThat(greet(protectIn(loader, loader), loader)).isEqualTo("Ann");
            return loader;
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void h19_anInterfaceThatStaysKeepsNoLoaderOfATarget() throws Exception {
        var gone = new PhantomReference<Object>(protectTargetAndDrop(), new ReferenceQueue<>());
        assertThat(Reachable.isGone(gone)).isTrue();
    }

    @SuppressWarnings("unchecked")
    private ClassLoader protectTargetAndDrop() throws Exception {
        try (URLClassLoader loader = loader(null, classes)) {
            assertThat(protect(Supplier.class, (Supplier<String>) newAnn(loader))
                            .get())
                    .isEqualTo("Ann");
            return loader;
        }
    }

    @Test
    void h19_aLookupKeepsNoLoaderOfAnotherClassOfItsName() throws Exception {
        try (URLClassLoader interfaces = loader(null, classes)) {
            var stays = new ArrayList<Object>();
            var gone = new PhantomReference<Object>(protectByTwo(interfaces, stays), new ReferenceQueue<>());
            assertThat(Reachable.isGone(gone)).isTrue();
            assertThat(greet(stays.get(0), interfaces)).isEqualTo("Ann");
        }
    }

    /** Returns the first of two plug-ins; only what the second protects stays. */
    private ClassLoader protectByTwo(ClassLoader interfaces, List<Object> stays) throws Exception {
        try (URLClassLoader one = new PlugIn(interfaces, classes);
                URLClassLoader other = new PlugIn(interfaces, classes)) {
            Object first = protectBy(one, interfaces);
            stays.add(protectBy(other, interfaces));
            assertThat(greet(first, interfaces)).isEqualTo("Ann");
            return one;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object protectBy(ClassLoader plugIn, ClassLoader interfaces) throws Exception {
        Class type = interfaces.loadClass("shop.Greeter");
        var lookup =
                (Lookup) plugIn.loadClass("plugin.Door").getMethod("lookup").invoke(null);
        return builder(type, newAnn(interfaces)).lookup(lookup).build();
    }

    /** Has classes of its own, sees ours, and takes interfaces from elsewhere. */
    private static final class PlugIn extends URLClassLoader {
        private final ClassLoader interfaces;

        PlugIn(ClassLoader interfaces, String classes) throws MalformedURLException {
            super(new URL[] {Path.of(classes).toUri().toURL()}, LoaderTest.class.getClassLoader());
            this.interfaces = interfaces;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith("shop.") ? interfaces.loadClass(name) : super.loadClass(name, resolve);
        }
    }

    @Test
    void h19_anInterfaceOfThePlatformDoesNotKeepBreakersThemselves() throws Exception {
        var gone = new PhantomReference<Object>(redeploy(), new ReferenceQueue<>());
        assertThat(Reachable.isGone(gone)).isTrue();
    }

    /** Protects a {@link Runnable} by copies of our classes in a loader of their own, as a web application does. */
    private ClassLoader redeploy() throws Exception {
        try (URLClassLoader loader = loader(
                ClassLoader.getPlatformClassLoader(),
                pathOf(Breaker.class),
                pathOf(Breakers.class),
                pathOf(ClassWriter.class))) {
            Class<?> entry = loader.loadClass(Breakers.class.getName());
            assertThat(entry).isNotSameAs(Breakers.class);
            Object builder = entry.getMethod("builder", Class.class, Object.class)
                    .invoke(null, Runnable.class, (Runnable) () -> {});
            Class<?> engines = loader.loadClass("io.breakers.proxy.ProxyEngine");
            Object same = engines.getField(engine.name()).get(null);
            builder.getClass().getMethod("engine", engines).invoke(builder, same);
            ((Runnable) builder.getClass().getMethod("build").invoke(builder)).run();
            return loader;
        }
    }
}
