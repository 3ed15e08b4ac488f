"""The ONNX model behind one spaCy component."""
