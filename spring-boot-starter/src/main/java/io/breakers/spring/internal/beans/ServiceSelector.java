package io.breakers.spring.internal.beans;

import io.breakers.operations.SettingsException;
import io.breakers.spring.internal.settings.Mistake;
import io.breakers.spring.internal.settings.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Reads the properties and selects the beans, once all definitions are there and before there is any bean. */
public final class ServiceSelector implements BeanFactoryPostProcessor {
    private final Environment environment;
    private final List<Mistake> mistakes = new ArrayList<>();
    private @Nullable Snapshot snapshot;
    private @Nullable Selection selection;

    public ServiceSelector(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        ClassLoader classes =
                Objects.requireNonNullElseGet(beans.getBeanClassLoader(), ClassUtils::getDefaultClassLoader);
        var read = Snapshot.read(environment, classes);
        snapshot = read;
        selection = Selection.of(read, beans);
        mistakes.addAll(read.mistakes());
        mistakes.addAll(selection.mistakes());
    }

    /** What the properties said at the start. */
    public Snapshot snapshot() {
        return Objects.requireNonNull(snapshot, "the definitions of beans are not complete");
    }

    /** Which bean is which service. */
    public Selection selection() {
        return Objects.requireNonNull(selection, "the definitions of beans are not complete");
    }

    /** Adds what is wrong with the settings, as it turns out when they are used. */
    public void refuse(SettingsException wrong) {
        mistakes.addAll(SetupMessages.of(snapshot(), wrong));
    }

    Environment environment() {
        return environment;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }
}
