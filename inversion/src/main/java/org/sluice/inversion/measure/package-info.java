/** Families of laws μ(α) of the systems' parameters, as push-forwards of standard normals. */
package org.sluice.inversion.measure;
