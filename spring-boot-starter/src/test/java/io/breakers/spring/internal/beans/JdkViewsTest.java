package io.breakers.spring.internal.beans;

import static io.breakers.tools.UserCode.loader;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.tools.UserCode;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R13: whoever makes proxies of beans is shown a proxy of the platform. */
class JdkViewsTest {
    private final JdkViews views = new JdkViews();

    @Test
    void r13_aServiceOfTheApplicationIsShownAsAJdkProxy() {
        Object bean = Breakers.protect(Runnable.class, () -> {});

        Object shown = views.postProcessAfterInitialization(bean, "own");

        assertThat(Proxy.isProxyClass(shown.getClass())).isTrue();
        assertThat(views.getEarlyBeanReference(bean, "own")).isSameAs(shown);
        assertThat(views.behind(shown)).isSameAs(bean);
    }

    /** As it was before there were such views: an application that makes no proxies of it starts. */
    @Test
    void r13_aServiceThatNoJdkProxyCanBeMadeOfStaysWhatItIs(@TempDir Path directory) throws Exception {
        Object bean = ofTwoPlugIns(directory);

        assertThat(views.getEarlyBeanReference(bean, "own")).isSameAs(bean);
        assertThat(views.postProcessAfterInitialization(bean, "own")).isSameAs(bean);
        assertThat(views.behind(bean)).isSameAs(bean);
    }

    /** Sees what two plug-ins have, which do not see each other. */
    private static final class Both extends URLClassLoader {
        private final ClassLoader left;
        private final ClassLoader right;

        Both(String classes, ClassLoader left, ClassLoader right) throws MalformedURLException {
            super(new URL[] {Path.of(classes).toUri().toURL()}, JdkViewsTest.class.getClassLoader());
            this.left = left;
            this.right = right;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return switch (name) {
                case "shop.Left" -> left.loadClass(name);
                case "shop.Right" -> right.loadClass(name);
                default -> super.findClass(name);
            };
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object ofTwoPlugIns(Path directory) throws Exception {
        ClassLoader ours = JdkViewsTest.class.getClassLoader();
        String left = compile(directory, "Left", "public interface Left { int left(); }", "");
        String right = compile(directory, "Right", "public interface Right { int right(); }", "");
        String both = compile(directory, "Both", """
                public class Both implements Left, Right {
                    public int left() { return 1; }
                    public int right() { return 2; }
                    public static java.lang.invoke.MethodHandles.Lookup lookup() {
                        return java.lang.invoke.MethodHandles.lookup();
                    }
                }
                """, UserCode.path(left, right));
        var target = new Both(both, loader(ours, left), loader(ours, right)).loadClass("shop.Both");
        Class type = target.getInterfaces()[0];
        return Breakers.builder(type, target.getConstructor().newInstance())
                .alsoImplement(target.getInterfaces()[1])
                .lookup((Lookup) target.getMethod("lookup").invoke(null))
                .build();
    }

    private static String compile(Path directory, String name, String text, String path) {
        return new UserCode(directory.resolve(name))
                .file("shop/" + name + ".java", "package shop; " + text)
                .compile("-cp", path)
                .toString();
    }
}
