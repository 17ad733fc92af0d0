package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkLoaderTest extends LoaderContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
