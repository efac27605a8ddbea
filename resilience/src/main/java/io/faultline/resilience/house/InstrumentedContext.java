package io.faultline.resilience.house;

import io.faultline.resilience.point.HeldProducer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Joins every context that starts on this class path (named in <code>META-INF/spring.factories</code>). */
public final class InstrumentedContext implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().addBeanPostProcessor(new HeldProducer.Installer());
    }
}
