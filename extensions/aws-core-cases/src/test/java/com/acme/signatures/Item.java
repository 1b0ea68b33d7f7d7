package com.acme.signatures;

import java.util.List;
import java.util.Map;

/** A bean as functions have them: some properties, one of a bean, one that only reads. */
public class Item {
  private String name;
  private int count;
  private Double price;
  private List<String> tags;
  private Map<String, Item> parts;
  private boolean sold;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public int getCount() {
    return count;
  }

  public void setCount(int count) {
    this.count = count;
  }

  public Double getPrice() {
    return price;
  }

  public void setPrice(Double price) {
    this.price = price;
  }

  public List<String> getTags() {
    return tags;
  }

  public void setTags(List<String> tags) {
    this.tags = tags;
  }

  public Map<String, Item> getParts() {
    return parts;
  }

  public void setParts(Map<String, Item> parts) {
    this.parts = parts;
  }

  public boolean isSold() {
    return sold;
  }

  public void setSold(boolean sold) {
    this.sold = sold;
  }

  public String getLabel() {
    return name + " x " + count;
  }

  @Override
  public String toString() {
    return name + "," + count + "," + price + "," + tags + "," + parts + "," + sold;
  }
}
