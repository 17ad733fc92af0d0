package io.breakers.spring.internal.actuator;

import io.breakers.spring.Protected;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether properties or annotations name any service: a composite of nothing would have no health. */
public final class OnServices implements ConfigurationCondition {
    private static final ConfigurationPropertyName SERVICES = ConfigurationPropertyName.of("breakers.services");
    private static final ConfigurationPropertyName PROTECT = ConfigurationPropertyName.of("breakers.protect");

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean enabled = !"false".equalsIgnoreCase(context.getEnvironment().getProperty("breakers.enabled"));
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        return enabled && (inProperties(context.getEnvironment()) || (beans != null && inAnnotations(beans)));
    }

    private static boolean inProperties(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getConfigurationProperty(PROTECT) != null
                    || source.containsDescendantOf(PROTECT) == ConfigurationPropertyState.PRESENT
                    || source.containsDescendantOf(SERVICES) == ConfigurationPropertyState.PRESENT) {
                return true;
            }
        }
        return false;
    }

    private static boolean inAnnotations(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            if (!beans.getBeanDefinition(name).isAbstract()
                    && beans.findAnnotationOnBean(name, Protected.class, false) != null) {
                return true;
            }
        }
        return false;
    }
}
